/** Text in lines of at most so many columns. */

/** A text in lines of at most so many columns; a word that is longer has a line of its own. */
export function wrapped(text: string, columns: number): readonly string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line !== "" && visible(line) + 1 + visible(word) > columns) {
      lines.push(line);
      line = word;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  return [...lines, line];
}

// eslint-disable-next-line no-control-regex -- colour codes are control characters
const colourCode = /\u001b\[\d+m/g;

/** Columns of the longest line, colour codes not counted. */
export function visible(text: string): number {
  return Math.max(
    ...text
      .replace(colourCode, "")
      .split("\n")
      .map((line) => line.length),
  );
}
