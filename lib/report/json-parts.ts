/** JSON in parts, laid out as `JSON.stringify` with two spaces does: for documents that may be longer than any text. */

/** A list that is a property of the document. */
export function* listed<T>(items: Iterable<T>, form: (item: T) => object): Generator<string> {
  let before = "[\n    ";
  for (const item of items) {
    yield before + laidOut(form(item), 4);
    before = ",\n    ";
  }
  yield before === ",\n    " ? "\n  ]" : "[]";
}

/** A value that is so many spaces from the left. */
export function laidOut(value: object, spaces: number): string {
  return JSON.stringify(value, undefined, 2).replaceAll("\n", `\n${" ".repeat(spaces)}`);
}
