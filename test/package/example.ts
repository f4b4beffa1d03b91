/**
 * A block of the README: the code that follows `<!-- name -->`.
 *
 * @throws {Error} when there is none
 */
export function blockOf(readme: string, name: "example" | "test" | "failure"): string {
  const found = new RegExp(`^<!-- ${name} -->\\s*^\`\`\`(?:ts|text)\\n(.*?)^\`\`\`$`, "ms").exec(readme);
  if (found?.[1] === undefined) throw new Error(`README.md has no block after <!-- ${name} -->`);
  return found[1];
}
