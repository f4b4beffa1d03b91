/**
 * The /30 inside each tunnel.
 *
 * A default is a pure function of what the tunnel is, never of its position, so that adding a site changes no other: changing
 * one replaces the whole connection. Two sites may then fall on one block by chance. That is an error, and its way out is to
 * name a block; moving one of them by itself would depend on which came first.
 */
import { Cidr } from "../address";
import type { Issue, Parsed } from "../issue";
import { compareText } from "../order";

const range = Cidr.of("169.254.0.0/16");

/** Blocks that AWS keeps for itself (API reference, VpnTunnelOptionsSpecification). */
const reserved = [
  "169.254.0.0/30",
  "169.254.1.0/30",
  "169.254.2.0/30",
  "169.254.3.0/30",
  "169.254.4.0/30",
  "169.254.5.0/30",
  "169.254.169.252/30",
].map((text) => Cidr.of(text));

/** No default is in these: instance metadata, time, DNS and credentials have their addresses there (EC2 and ECS guides). */
const shunned = ["169.254.169.0/24", "169.254.170.0/24"].map((text) => Cidr.of(text));

const rule = "a /30 in 169.254.0.0/16, but none of 169.254.0.0/30 to 169.254.5.0/30 and 169.254.169.252/30";

/** A block and the tunnel it is in, for errors: `tunnel 1 of gateway "primary" of site "main-campus"`. */
export interface InsideBlock {
  readonly about: string;
  readonly block: Cidr;
}

/**
 * Issues of the blocks of all tunnels that end at one gateway of AWS: AWS wants them different from each other (API reference,
 * VpnTunnelOptionsSpecification).
 */
export function insideBlockIssues(blocks: readonly InsideBlock[]): readonly Issue[] {
  const sorted = [...blocks].sort((a, b) => compareText(a.about, b.about));
  return sorted.flatMap(({ about, block }, index) => [
    ...formIssues(about, block),
    ...sorted
      .slice(0, index)
      .filter((other) => other.block.overlaps(block))
      .map((other) => sharedIssue(about, block, other.about)),
  ]);
}

function formIssues(about: string, block: Cidr): readonly Issue[] {
  const received = block.toString();
  if (block.prefix !== 30 || !range.contains(block))
    return [{ what: `inside block of ${about} is not one for a tunnel`, received, allowed: rule }];
  return reserved.some((other) => other.equals(block))
    ? [{ what: `inside block of ${about} is one that AWS keeps for itself`, received, allowed: rule }]
    : [];
}

function sharedIssue(about: string, block: Cidr, other: string): Issue {
  return {
    what: `inside block of ${about} is also that of ${other}`,
    received: block.toString(),
    allowed:
      "a block of its own for every tunnel: name one (insideBlocks) for the newer of the two, and keep it for life",
  };
}

/**
 * The default block of a tunnel: the pair of a gateway is one /29, found by the names of site and gateway, and each tunnel has
 * half of it.
 *
 * @param taken - blocks that other tunnels have; a default that is among them is an issue
 */
export function insideBlockFor(
  site: string,
  gateway: string,
  tunnel: 1 | 2,
  taken: readonly InsideBlock[],
): Parsed<Cidr> {
  const pair = pairs()[hash(`${site}/${gateway}`) % pairs().length] as bigint;
  const block = Cidr.fromNumber(4, pair + (tunnel === 1 ? 0n : 4n), 30);
  const about = `tunnel ${String(tunnel)} of gateway "${gateway}" of site "${site}"`;
  const other = taken.find((one) => one.block.overlaps(block));
  return other === undefined
    ? { ok: true, value: block }
    : { ok: false, issue: sharedIssue(about, block, other.about) };
}

let known: readonly bigint[] | undefined;

/** First addresses of the /29s that defaults come from, in order. Their number is part of every default: it never changes. */
function pairs(): readonly bigint[] {
  known ??= Array.from({ length: 8192 }, (_, index) => Cidr.fromNumber(4, range.first + BigInt(index * 8), 29))
    .filter((pair) => ![...reserved, ...shunned].some((block) => block.overlaps(pair)))
    .map(({ first }) => first);
  return known;
}

/** FNV-1a of 32 bits, with its bits mixed once more, since short names differ in their last characters. */
function hash(text: string): number {
  let value = 0x81_1c_9d_c5;
  for (const character of text) value = Math.imul(value ^ (character.codePointAt(0) ?? 0), 0x01_00_01_93);
  value = Math.imul(value ^ (value >>> 16), 0x85_eb_ca_6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2_b2_ae_35);
  return (value ^ (value >>> 16)) >>> 0;
}
