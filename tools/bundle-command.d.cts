/** An index as JavaScript, whose re-exports load a module when its first name is taken. */
export function lazy(text: string): string;
