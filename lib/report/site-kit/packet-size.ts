/**
 * How large a packet may be inside a tunnel.
 *
 * AWS does not do path MTU discovery (Site-to-Site VPN user guide), so the site clamps. The sizes follow from RFC 4303 over
 * links of 1,500 bytes, and are those of AWS's own table (same guide, "Best practices for your customer gateway device").
 */
import type { Encryption, Integrity, PhaseOptions } from "../../model";

/** Bytes: of a whole packet in the tunnel, and of a TCP segment in it. */
export interface PacketSize {
  readonly mtu: number;
  readonly mss: number;
}

const link = 1500;
const outerHeader = 20;
const udpHeader = 8;
const espHeader = 8;
/** Length of the padding, and what is carried: the last two bytes that are encrypted. */
const espTrailer = 2;
const tcpAndIpHeaders = 40;

/** Bytes of initialization vector and of the block that is padded to. */
const ciphers = {
  AES128: { vector: 16, padded: 16 },
  AES256: { vector: 16, padded: 16 },
  "AES128-GCM-16": { vector: 8, padded: 4 },
  "AES256-GCM-16": { vector: 8, padded: 4 },
} as const satisfies Record<Encryption, object>;

/** Bytes of the check value: half of the hash (RFC 4868); 16 of GCM. */
const checkValues = { "SHA2-256": 16, "SHA2-384": 24, "SHA2-512": 32 } as const satisfies Record<Integrity, number>;
const gcmCheckValue = 16;

/** What fits whichever of the phase's choices is agreed on. Behind a NAT, ESP travels in UDP and 8 bytes less fit. */
export function packetSize(phase: PhaseOptions, behindNat: boolean): PacketSize {
  const sizes = phase.encryption.flatMap((encryption) =>
    checksOf(encryption, phase.integrity).map((check) => largest(encryption, check, behindNat)),
  );
  const mtu = Math.min(...sizes);
  return { mtu, mss: mtu - tcpAndIpHeaders };
}

function checksOf(encryption: Encryption, integrity: readonly Integrity[]): readonly number[] {
  return encryption.endsWith("GCM-16") ? [gcmCheckValue] : integrity.map((hash) => checkValues[hash]);
}

function largest(encryption: Encryption, checkValue: number, behindNat: boolean): number {
  const { vector, padded } = ciphers[encryption];
  const room = link - outerHeader - (behindNat ? udpHeader : 0) - espHeader - vector - checkValue;
  return Math.floor(room / padded) * padded - espTrailer;
}
