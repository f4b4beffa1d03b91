/** What a function is, here. */
import { elementsOf } from "../access";
import { toNumber } from "../number";
import { mixedAs } from "../order";
import { isWhollyKnown, known, type Scalar, type Sym } from "../sym";

export interface TerraformFunction {
  /** The result; undefined when it cannot be told from these arguments. */
  readonly run: (args: readonly Sym[], at: string) => Sym | undefined;
  /** Whether it deals with `one` arguments itself. */
  readonly takesChoices: boolean;
}

export type FunctionTable = ReadonlyMap<string, TerraformFunction>;
export type Row = readonly [string, TerraformFunction];

/** A function of values that may be unknown: it moves them about without looking inside. */
export function moving(name: string, run: TerraformFunction["run"], takesChoices = false): Row {
  return [name, { run, takesChoices }];
}

/** A function of scalars and lists of scalars, all of which must be known. */
export function plain(name: string, run: (...args: readonly Plain[]) => Plain | undefined): Row {
  return [
    name,
    {
      takesChoices: false,
      run: (args) => {
        if (!args.every(isWhollyKnown) || !args.every(isInOrder)) return undefined;
        const values = args.map(toPlain);
        const result = run(...values);
        return result === undefined ? undefined : fromPlain(result);
      },
    },
  ];
}

/** Whether all places in it are told. */
export function isInOrder(sym: Sym): boolean {
  return sym.k !== "list" || (mixedAs(sym) === undefined && sym.items.every(isInOrder));
}

/** A wholly known value without maps. */
export type Plain = Scalar | readonly Plain[];

function toPlain(sym: Sym): Plain {
  if (sym.k === "known") return sym.value;
  return (elementsOf(sym) ?? []).map(toPlain);
}

function fromPlain(value: Plain): Sym {
  if (typeof value === "object" && value !== null) return { k: "list", items: value.map(fromPlain) };
  return known(value);
}

export function texts(value: Plain | undefined): readonly string[] | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  return value.every((item) => item !== null && typeof item !== "object") ? value.map(String) : undefined;
}

export function text(value: Plain | undefined): string | undefined {
  return value === undefined || value === null || typeof value === "object" ? undefined : String(value);
}

export function number(value: Plain | undefined): number | undefined {
  if (value === undefined || value === null || typeof value === "object" || typeof value === "boolean")
    return undefined;
  return toNumber(value);
}
