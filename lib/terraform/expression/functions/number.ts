/** Arithmetic. */
import { number, plain, text, type Plain, type Row } from "./table";

function numbers(args: readonly Plain[]): readonly number[] | undefined {
  const flat = args.flatMap((arg) => (typeof arg === "object" && arg !== null ? [...arg] : [arg])).map(number);
  return flat.every((value) => value !== undefined) ? flat : undefined;
}

function of(name: string, run: (values: readonly number[]) => number | undefined): Row {
  return plain(name, (...args) => {
    const values = numbers(args);
    return values === undefined ? undefined : run(values);
  });
}

export const numberFunctions: readonly Row[] = [
  of("abs", ([a]) => (a === undefined ? undefined : Math.abs(a))),
  of("ceil", ([a]) => (a === undefined ? undefined : Math.ceil(a))),
  of("floor", ([a]) => (a === undefined ? undefined : Math.floor(a))),
  of("signum", ([a]) => (a === undefined ? undefined : Math.sign(a))),
  of("max", (values) => (values.length === 0 ? undefined : values.reduce((a, b) => Math.max(a, b)))),
  of("min", (values) => (values.length === 0 ? undefined : values.reduce((a, b) => Math.min(a, b)))),
  of("sum", (values) => (values.length === 0 ? undefined : values.reduce((a, b) => a + b, 0))),
  of("pow", ([a, b]) => {
    const result = a === undefined || b === undefined ? Number.NaN : a ** b;
    return Number.isSafeInteger(result) ? result : undefined;
  }),
  plain("tonumber", (value) => (value === null ? null : number(value))),
  plain("parseint", (value, base) => {
    const digits = text(value);
    const radix = number(base);
    if (digits === undefined || radix === undefined || radix < 2 || radix > 36) return undefined;
    const result = Number.parseInt(digits, radix);
    return Number.isSafeInteger(result) && result.toString(radix) === digits.toLowerCase() ? result : undefined;
  }),
];
