/**
 * Terraform's functions, as far as they are evaluated: one registry, a few families.
 *
 * A function that is not in it gives an unknown value that remembers its arguments. Regular expressions are never run:
 * input is untrusted, and one can be written that never ends. Nothing here reads a file, the clock or the environment.
 */
import { fails } from "../failure";
import { because } from "../scope";
import { combinations, derived, isWhollyKnown, mostCombinations, oneOf, type Sym } from "../sym";
import { addressFunctions } from "./address";
import { collectionFunctions } from "./collection";
import { numberFunctions } from "./number";
import type { FunctionTable } from "./table";
import { textFunctions } from "./text";

const table: FunctionTable = new Map([
  ...addressFunctions,
  ...collectionFunctions,
  ...numberFunctions,
  ...textFunctions,
]);

export function callFunction(name: string, args: readonly Sym[], at: string): Sym {
  const found = table.get(name.replace(/^core::/, ""));
  if (found === undefined)
    return derived(args, because("expression", at, `the function ${name} is not evaluated here`));
  // One of the things that an argument may be can be a failure.
  const failed = found.takesChoices ? undefined : args.find(fails);
  if (failed !== undefined) return failed;
  const choice = args.find((arg) => arg.k === "one");
  if (choice?.k === "one" && !found.takesChoices) {
    if (combinations(args) > mostCombinations) return derived(args);
    return oneOf(
      choice.among.map((one) =>
        callFunction(
          name,
          args.map((arg) => (arg === choice ? one : arg)),
          at,
        ),
      ),
      choice.because,
    );
  }
  const result = found.run(args, at);
  if (result !== undefined) return result;
  const reason = because("expression", at, `the function ${name} is not evaluated for these arguments`);
  return args.every(isWhollyKnown) ? derived(args, reason) : derived(args);
}
