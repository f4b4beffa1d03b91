/** Whether text is what a filter of AWS asks for: `*` is any text, `?` one character, and `\` is before one that is meant as it is. */
export function matches(pattern: string, text: string): boolean {
  const parts = pattern.match(/\\[\s\S]|[\s\S]/g) ?? [];
  let [at, seen] = [0, 0];
  // Where the last `*` stands, and how far it reaches.
  let star: readonly [at: number, seen: number] | undefined;
  while (seen < text.length) {
    const part = parts[at];
    if (part === "*") {
      star = [at, seen];
      at += 1;
    } else if (part !== undefined && (part === "?" || part.replace(/^\\(?=[\s\S])/, "") === text[seen])) {
      at += 1;
      seen += 1;
    } else if (star !== undefined) {
      star = [star[0], star[1] + 1];
      [at, seen] = [star[0] + 1, star[1]];
    } else return false;
  }
  return parts.slice(at).every((part) => part === "*");
}
