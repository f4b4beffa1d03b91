/**
 * What AWS accepts in the words of strongSwan: nothing more, and nothing less.
 *
 * An AEAD cipher has its integrity built in, so it stands in a proposal of its own (RFC 7296, 3.3.3): in IKE with the hash as
 * pseudo-random function, in ESP without any. Strongest first; AWS answers with the first match of its own list all the same.
 */
import type { DhGroup, Encryption, Integrity, PhaseOptions } from "../../model";

/** Both in the order of preference, strongest first. */
const aead = { "AES256-GCM-16": "aes256gcm16", "AES128-GCM-16": "aes128gcm16" } as const;
const block = { AES256: "aes256", AES128: "aes128" } as const;
const hashes = { "SHA2-512": "sha512", "SHA2-384": "sha384", "SHA2-256": "sha256" } as const;
const groups = {
  21: "ecp521",
  20: "ecp384",
  19: "ecp256",
  18: "modp8192",
  17: "modp6144",
  16: "modp4096",
  15: "modp3072",
  14: "modp2048",
} as const satisfies Record<DhGroup, string>;

/** Words of the choices that the phase has, in the order of the table. */
function chosen<T extends string>(
  table: Readonly<Partial<Record<T, string>>>,
  choices: readonly T[],
): readonly string[] {
  return (Object.keys(table) as T[]).filter((choice) => choices.includes(choice)).map((choice) => table[choice] ?? "");
}

function groupsOf({ dhGroups }: PhaseOptions): readonly string[] {
  return [...dhGroups].sort((a, b) => b - a).map((group) => groups[group]);
}

/** Phase 1: `aes256gcm16-prfsha384-ecp521-ecp384-ecp256`. */
export function ikeProposals(phase: PhaseOptions): readonly string[] {
  const functions = chosen<Integrity>(hashes, phase.integrity).map((hash) => `prf${hash}`);
  return proposals(phase, [...functions, ...groupsOf(phase)]);
}

/** Phase 2: `aes256gcm16-ecp521-ecp384-ecp256`; the group gives perfect forward secrecy. */
export function espProposals(phase: PhaseOptions): readonly string[] {
  return proposals(phase, groupsOf(phase));
}

function proposals(phase: PhaseOptions, withAead: readonly string[]): readonly string[] {
  const combined = chosen<Encryption>(aead, phase.encryption);
  const separate = chosen<Encryption>(block, phase.encryption);
  return [
    ...(combined.length === 0 ? [] : [[...combined, ...withAead].join("-")]),
    ...(separate.length === 0
      ? []
      : [[...separate, ...chosen<Integrity>(hashes, phase.integrity), ...groupsOf(phase)].join("-")]),
  ];
}
