/** The two address families. They never mix: an IPv4 address is in no IPv6 set, mapped forms included. */
export type Family = 4 | 6;

/** Bits of an address. */
export const bitsOf = { 4: 32, 6: 128 } as const satisfies Record<Family, number>;
