/**
 * The README's example: the TypeScript block that follows `<!-- example -->`.
 *
 * @throws {Error} when there is none
 */
export function exampleOf(readme: string): string {
  const found = /^<!-- example -->\s*^```ts\n(.*?)^```$/ms.exec(readme);
  if (found?.[1] === undefined) throw new Error("README.md has no ```ts block after <!-- example -->");
  return found[1];
}
