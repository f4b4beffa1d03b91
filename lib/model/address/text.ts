/**
 * Addresses as text: the only parser of addresses in the project.
 *
 * Strict, because lenient parsers disagree: `010` is 8 to some and 10 to others, and a rule must not depend on who reads it.
 * Refuses leading zeros, short forms of IPv4, zone ids, and IPv4 inside IPv6 (`::ffff:10.0.0.1`): write the one family meant.
 */
import type { Family } from "./family";

/** The number of an address, or why the text is not exactly one. */
export type ReadAddress =
  { readonly ok: true; readonly family: Family; readonly value: bigint } | { readonly ok: false; readonly why: string };

/** Reads one address, IPv6 when it has a colon; says why when it is none. */
export function readAddress(text: string): ReadAddress {
  const value = text.includes(":") ? readV6(text) : readV4(text);
  if (typeof value === "string") return { ok: false, why: value };
  return { ok: true, family: text.includes(":") ? 6 : 4, value };
}

/** The number, or why not. */
function readV4(text: string): bigint | string {
  if (text !== text.trim()) return "it has space around it";
  const parts = text.split(".");
  if (!/^[\d.]+$/.test(text)) return "it has characters that no address has";
  if (parts.length !== 4 || parts.includes("")) return "IPv4 has four numbers with a dot between each two";
  let value = 0n;
  for (const part of parts) {
    if (/^0\d/.test(part)) return `"${part}" has a leading zero, which some read as octal`;
    if (part.length > 3 || Number(part) > 255) return `${part} is more than 255`;
    value = (value << 8n) | BigInt(part);
  }
  return value;
}

/** The number, or why not. */
function readV6(text: string): bigint | string {
  if (text !== text.trim()) return "it has space around it";
  if (text.includes("%")) return "it has a zone id, which means something on one machine only";
  if (text.includes(".")) return "it has IPv4 inside IPv6; write the IPv4 address alone, or the tail in hexadecimal";
  if (!/^[0-9a-f:]+$/i.test(text)) return "it has characters that no address has";
  const [head, tail, ...more] = text.split("::").map((half) => (half === "" ? [] : half.split(":")));
  if (head === undefined || more.length > 0) return 'it has "::" twice';
  const given = [...head, ...(tail ?? [])];
  const wrong = given.find((group) => group.length < 1 || group.length > 4);
  if (wrong !== undefined) return `"${wrong}" is not a group of one to four hexadecimal digits`;
  if (tail === undefined && given.length !== 8) return `IPv6 has 8 groups, or "::" for those left out`;
  if (given.length > (tail === undefined ? 8 : 7)) return "it has too many groups";
  const groups = [...head, ...Array.from({ length: 8 - given.length }, () => "0"), ...(tail ?? [])];
  return groups.reduce((value, group) => (value << 16n) | BigInt(`0x${group}`), 0n);
}

/** Canonical text: dotted decimal, or RFC 5952. */
export function formatAddress(family: Family, value: bigint): string {
  return family === 4 ? formatV4(value) : formatV6(value);
}

function formatV4(value: bigint): string {
  return [24n, 16n, 8n, 0n].map((shift) => ((value >> shift) & 255n).toString()).join(".");
}

/** RFC 5952: lower case, no leading zeros, the first longest run of two or more zero groups as `::`. */
function formatV6(value: bigint): string {
  const groups = Array.from({ length: 8 }, (_, index) => (value >> BigInt(112 - 16 * index)) & 0xffffn);
  let best = { start: 0, length: 0 };
  for (let start = 0; start < 8; start += 1) {
    let length = 0;
    while (start + length < 8 && groups[start + length] === 0n) length += 1;
    if (length > best.length) best = { start, length };
  }
  const text = groups.map((group) => group.toString(16));
  if (best.length < 2) return text.join(":");
  return `${text.slice(0, best.start).join(":")}::${text.slice(best.start + best.length).join(":")}`;
}
