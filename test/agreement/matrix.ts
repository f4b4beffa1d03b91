/** The engine's matrix in a form that can be compared. */
import type { Proof } from "../../lib/verify";

/** Each pair that can speak, and what surely and what perhaps passes; the service behind a gateway endpoint is `s3`. */
export function seenBy(proof: Proof): Readonly<Record<string, string>> {
  const nameOf = (id: string): string => (/^(aws_vpc_endpoint\.|vpce-)/.test(id) ? "s3" : id);
  const pairs = [...proof.matrix().entries()].map(
    ({ from, to, must, may }) =>
      [`${nameOf(from.id)} > ${nameOf(to.id)}`, `${must.toString()} | ${may.toString()}`] as const,
  );
  return Object.fromEntries(pairs.sort(([a], [b]) => (a < b ? -1 : 1)));
}
