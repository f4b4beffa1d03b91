/** What is answered, told with the model's own sets. */
import { Transport } from "../../model";

const ports = (["tcp", "udp"] as const).map((protocol) => Transport.ports(protocol, 0, 65_535));
const from = (first: number): readonly Transport[] =>
  (["tcp", "udp"] as const).map((protocol) => Transport.ports(protocol, first, 65_535));
const clients = from(1);
const picked = from(1024);

/** What may get through to a gateway that picks its own port, from 1024 up. */
export function onPickedPort(lets: Transport): Transport {
  return ports.reduce(
    (set, whole, at) => (lets.overlaps(picked[at] as Transport) ? set.union(whole) : set.subtract(whole)),
    lets,
  );
}

/** The part of `forward` that is answered within `back`, or that nobody answers. */
export function answered(forward: Transport, back: Transport): Transport {
  if (forward.isEmpty()) return forward;
  let left = forward;
  const cut = (question: Transport, answer: Transport): void => {
    if (!back.overlaps(answer)) left = left.subtract(question);
  };
  ports.forEach((whole, at) => cut(whole, clients[at] as Transport));
  for (const [type, answer] of [
    [8, 0],
    [13, 14],
    [17, 18],
  ] as const)
    cut(Transport.icmp("icmp", type, "any"), Transport.icmp("icmp", answer, 0));
  cut(Transport.icmp("icmpv6", 128, "any"), Transport.icmp("icmpv6", 129, 0));
  for (let protocol = 0; protocol < 256; protocol += 1)
    if (![1, 6, 17, 58].includes(protocol)) cut(Transport.protocol(protocol), Transport.protocol(protocol));
  return left;
}
