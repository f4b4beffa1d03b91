/** `cordon explain`: why one packet passes, or everything that stops it. */
import { findPlace } from "../../lib/app";
import { InvalidInput, PortRange, Transport } from "../../lib/model";
import { explanationReport } from "../../lib/report";
import { formatOf, notesOf, openProof, print, type ProofOptions } from "./open-proof";

export interface ExplainOptions extends ProofOptions {
  readonly from: string;
  readonly to: string;
  readonly protocol: string;
  /** @default - the protocol has no ports */
  readonly port?: string;
  /** @default - the protocol has no types */
  readonly type?: string;
  /** @default "0" */
  readonly code?: string;
}

/**
 * Prints the way of the packet, or what blocks it.
 *
 * @throws {InvalidInput} when an input cannot be read, a place is not known, or the packet makes no sense
 */
export function explain(inputs: readonly string[], options: ExplainOptions): void {
  const format = formatOf(options);
  const transport = transportOf(options);
  const proved = openProof(inputs, options);
  const { proof, facts } = proved;
  const [from, to] = [findPlace(proved, options.from), findPlace(proved, options.to)];
  const explanation = proof.explain(from, to, transport);
  const disagreements = notesOf(facts, "disagreement");
  const asked = { from: from.id, to: to.id, transport: String(transport), disagreements, links: facts.links };
  print((screen) => explanationReport(explanation, asked, format, screen));
}

function transportOf({ protocol, port, type, code }: ExplainOptions): Transport {
  const refused = (what: string, received: string, allowed: string): never => {
    throw new InvalidInput([{ what, received, allowed }]);
  };
  const only = (option: string, value: string | undefined): void => {
    if (value !== undefined) refused(`${protocol} has no ${option}`, `--${option} ${value}`, `no --${option}`);
  };
  const byte = (option: string, value: string): number =>
    /^\d{1,3}$/.test(value) && Number(value) < 256
      ? Number(value)
      : refused(`${option} of ${protocol} is not a number in range`, `"${value}"`, "0 to 255");
  switch (protocol) {
    case "tcp":
    case "udp": {
      only("type", type);
      only("code", code);
      if (port === undefined) return refused(`${protocol} needs a port`, "nothing", "--port 1 to --port 65535");
      const parsed = PortRange.parse(port);
      if (!parsed.ok || parsed.value.from !== parsed.value.to)
        return refused("port is not one port", `"${port}"`, "1 to 65535");
      return Transport.ports(protocol, parsed.value.from, parsed.value.to);
    }
    case "icmp":
    case "icmpv6":
      only("port", port);
      if (type === undefined) return refused(`${protocol} needs a type`, "nothing", "--type 0 to --type 255");
      return Transport.icmp(protocol, byte("type", type), byte("code", code ?? "0"));
    default: {
      const allowed = "tcp, udp, icmp, icmpv6, or a number from 0 to 255 that is none of theirs";
      const isNumber = /^\d{1,3}$/.test(protocol) && Number(protocol) < 256;
      if (!isNumber || [1, 6, 17, 58].includes(Number(protocol)))
        return refused("unknown protocol", `"${protocol}"`, allowed);
      only("port", port);
      only("type", type);
      only("code", code);
      return Transport.protocol(Number(protocol));
    }
  }
}
