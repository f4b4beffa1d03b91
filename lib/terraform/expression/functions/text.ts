/** Strings and their conversions. */
import { textOf } from "../access";
import { dict, isWhollyKnown, known, list, type Sym } from "../sym";
import { isInOrder, moving, number, plain, text, texts, type Plain, type Row } from "./table";

/** Characters that one call may make. */
const longest = 1_000_000;

function onText(name: string, run: (value: string) => Plain): Row {
  return plain(name, (value) => {
    const found = text(value);
    return found === undefined ? undefined : run(found);
  });
}

function onTwo(name: string, run: (a: string, b: string) => Plain | undefined): Row {
  return plain(name, (first, second) => {
    const a = text(first);
    const b = text(second);
    return a === undefined || b === undefined ? undefined : run(a, b);
  });
}

/** The verbs that ids and addresses are made with: `%s`, `%d`, `%v`, `%q` is not, `%02d` is. */
function format(pattern: string, args: readonly Plain[]): string | undefined {
  const pieces = pattern.split(/(%%|%0?[0-9]{0,2}[a-zA-Z])/);
  let next = 0;
  let result = "";
  for (const piece of pieces) {
    if (piece === "%%") result += "%";
    else if (!/^%0?[0-9]{0,2}[a-zA-Z]$/.test(piece)) {
      if (piece.includes("%")) return undefined;
      result += piece;
    } else {
      const value = text(args[next]);
      const parts = /^%(0?)([0-9]*)([sdv])$/.exec(piece);
      if (value === undefined || parts === null || (parts[3] === "d" && !/^-?[0-9]+$/.test(value))) return undefined;
      result += value.padStart(Number(parts[2] ?? "0"), parts[1] === "0" ? "0" : " ");
      next += 1;
    }
  }
  return next === args.length ? result : undefined;
}

function trimmed(value: string, cut: string, ends: "start" | "end" | "both"): string {
  const chars = new Set(cut);
  const all = [...value];
  let from = 0;
  let to = all.length;
  while (ends !== "end" && from < to && chars.has(all[from] ?? "")) from += 1;
  while (ends !== "start" && to > from && chars.has(all[to - 1] ?? "")) to -= 1;
  return all.slice(from, to).join("");
}

/** A value from JSON text: plain data, of bounded depth because the text was. */
function fromJson(value: unknown): Sym {
  if (Array.isArray(value)) return list(value.map(fromJson));
  if (typeof value === "object" && value !== null) {
    return dict(new Map(Object.entries(value).map(([key, item]) => [key, fromJson(item)] as const)));
  }
  return known(typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? value : null);
}

function decode(sym: Sym | undefined): Sym | undefined {
  const source = sym === undefined ? undefined : textOf(sym);
  if (source === undefined || source.length > longest || /[[{]{100}/.test(source.replace(/\s/g, ""))) return undefined;
  try {
    return fromJson(JSON.parse(source));
  } catch {
    return undefined;
  }
}

export const textFunctions: readonly Row[] = [
  onText("lower", (value) => value.toLowerCase()),
  onText("upper", (value) => value.toUpperCase()),
  onText("chomp", (value) => value.replace(/(\r?\n)+$/, "")),
  onText("trimspace", (value) => value.trim()),
  onText("tostring", (value) => value),
  onText("strrev", (value) => [...value].reverse().join("")),
  onTwo("trim", (value, cut) => trimmed(value, cut, "both")),
  onTwo("trimprefix", (value, cut) => (cut !== "" && value.startsWith(cut) ? value.slice(cut.length) : value)),
  onTwo("trimsuffix", (value, cut) => (cut !== "" && value.endsWith(cut) ? value.slice(0, -cut.length) : value)),
  onTwo("startswith", (value, part) => value.startsWith(part)),
  onTwo("endswith", (value, part) => value.endsWith(part)),
  onTwo("strcontains", (value, part) => value.includes(part)),
  onTwo("split", (by, value) => (value === "" && by === "" ? [] : value.split(by))),
  plain("join", (by, ...lists) => {
    const parts = lists.map(texts);
    const glue = text(by);
    return glue === undefined || !parts.every((part) => part !== undefined) ? undefined : parts.flat().join(glue);
  }),
  plain("replace", (value, find, by) => {
    const [whole, part, other] = [text(value), text(find), text(by)];
    // Between slashes it is a regular expression, which is never run.
    if (whole === undefined || part === undefined || other === undefined || /^\/.*\/$/.test(part)) return undefined;
    const pieces = whole.split(part);
    return pieces.length * other.length > longest ? undefined : pieces.join(other);
  }),
  plain("substr", (value, offset, length) => {
    const [whole, from, size] = [text(value), number(offset), number(length)];
    if (whole === undefined || from === undefined || size === undefined) return undefined;
    const chars = [...whole];
    const start = from < 0 ? chars.length + from : from;
    return chars.slice(start, size < 0 ? undefined : start + size).join("");
  }),
  plain("format", (pattern, ...args) => {
    const shape = text(pattern);
    return shape === undefined ? undefined : format(shape, args);
  }),
  plain("formatlist", (pattern, ...args) => {
    const shape = text(pattern);
    const lists = args.map((arg) => (typeof arg === "object" && arg !== null ? arg : undefined));
    const size = Math.max(0, ...lists.map((one) => one?.length ?? 0));
    if (shape === undefined) return undefined;
    if (size === 0 && lists.some((one) => one !== undefined)) return [];
    if (size === 0) return undefined;
    const rows = Array.from({ length: size }, (_, row) =>
      format(
        shape,
        args.map((arg, at) => lists[at]?.[row] ?? (lists[at] === undefined ? arg : null)),
      ),
    );
    return rows.every((row) => row !== undefined) ? rows : undefined;
  }),
  moving("tobool", ([value]) => {
    if (value?.k !== "known") return undefined;
    if (value.value === "true" || value.value === true) return known(true);
    return value.value === "false" || value.value === false ? known(false) : value.value === null ? value : undefined;
  }),
  moving("jsondecode", ([value]) => decode(value)),
  moving("jsonencode", ([value]) =>
    value === undefined || !isWhollyKnown(value) || !isInOrder(value)
      ? undefined
      : known(JSON.stringify(toJson(value))),
  ),
];

function toJson(sym: Sym): unknown {
  if (sym.k === "known") return sym.value;
  if (sym.k === "list") return sym.items.map(toJson);
  if (sym.k === "dict") {
    return Object.fromEntries(
      [...sym.entries].sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, value]) => [key, toJson(value)]),
    );
  }
  return null;
}
