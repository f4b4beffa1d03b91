export function writtenOut(schema: object): string;
