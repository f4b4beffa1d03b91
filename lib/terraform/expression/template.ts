/** A text that is put together from parts. */
import { textOf } from "./access";
import { combinations, derived, known, mostCombinations, oneOf, type Sym } from "./sym";

export function joined(parts: readonly Sym[]): Sym {
  const texts = parts.map(textOf);
  if (texts.every((text) => text !== undefined)) {
    const length = texts.reduce((sum, text) => sum + text.length, 0);
    return length > longestText ? derived(parts) : known(texts.join(""));
  }
  const choices = parts.find((part) => part.k === "one");
  if (choices?.k === "one" && combinations(parts) <= mostCombinations) {
    return oneOf(
      choices.among.map((one) => joined(parts.map((part) => (part === choices ? one : part)))),
      choices.because,
    );
  }
  return derived(parts);
}

/** Characters of one text. */
const longestText = 1_000_000;
