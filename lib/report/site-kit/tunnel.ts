/** The tunnels of a site, each with what its two ends are called. */
import { Cidr, formatAddress, type IntentGateway, type IntentSite, type Issue } from "../../model";

/** AWS's ends of the tunnels of a site, by gateway: known only when they are deployed. */
export type TunnelEnds = Readonly<Partial<Record<IntentGateway["name"], GatewayEnds>>>;

/** AWS's ends of the two tunnels of one gateway. */
export interface GatewayEnds {
  /**
   * Id of the VPN connection: `vpn-0123456789abcdef0`.
   *
   * @default - not known
   */
  readonly connectionId?: string;
  /** Outside IPv4 addresses of tunnel 1 and tunnel 2. */
  readonly tunnels: readonly [string, string];
}

/** One tunnel. */
export interface Tunnel {
  readonly gateway: IntentGateway;
  /** As AWS counts them. */
  readonly number: 1 | 2;
  /** `site-0c77d2ab-primary-1`. */
  readonly name: string;
  /** AWS's outside address, or a name that resolves nowhere until it is known. */
  readonly awsOutside: string;
  readonly isKnown: boolean;
  /** What AWS's certificate is made out to; only with certificates, and only when deployed. */
  readonly awsSubject: string | undefined;
  readonly insideBlock: string;
  readonly awsInside: string;
  readonly siteInside: string;
  /** Of the XFRM interface: the last two octets of the inside block, so unique and never moved by another tunnel. */
  readonly interfaceId: number;
  readonly interfaceName: string;
}

/** The tunnels of all gateways, in the order of the intent. */
export function tunnelsOf(site: IntentSite, ends: TunnelEnds | undefined, issues: Issue[]): readonly Tunnel[] {
  const tunnels = site.gateways.flatMap((gateway) =>
    gateway.insideBlocks.map((block, index) =>
      tunnelOf(site, gateway, index === 0 ? 1 : 2, block, ends?.[gateway.name]),
    ),
  );
  for (const { name, address, certificateArn } of site.gateways) {
    if (address !== undefined || certificateArn !== undefined) continue;
    const what = `gateway "${name}" of site "${site.name}" has neither an address nor a certificate`;
    issues.push({ what, allowed: "one of them: AWS knows it by that" });
  }
  const addresses = tunnels.filter(({ isKnown }) => isKnown).map(({ awsOutside }) => awsOutside);
  if (new Set(addresses).size !== addresses.length) {
    const what = `two tunnels of site "${site.name}" end at one address of AWS`;
    issues.push({ what, received: addresses.join(", "), allowed: "an address for each tunnel" });
  }
  return tunnels;
}

function tunnelOf(
  site: IntentSite,
  gateway: IntentGateway,
  number: 1 | 2,
  insideBlock: string,
  ends: GatewayEnds | undefined,
): Tunnel {
  const name = `${site.label}-${gateway.name}-${String(number)}`;
  const { first } = Cidr.of(insideBlock);
  const interfaceId = Number(first & 0xffffn);
  return {
    gateway,
    number,
    name,
    awsOutside: ends?.tunnels[number - 1] ?? `aws-tunnel-${String(number)}.${gateway.name}.${site.label}.invalid`,
    isKnown: ends !== undefined,
    awsSubject: subject(ends, number),
    insideBlock,
    awsInside: formatAddress(4, first + 1n),
    siteInside: formatAddress(4, first + 2n),
    interfaceId,
    interfaceName: `xfrm${String(interfaceId)}`,
  };
}

/**
 * AWS publishes no form of its certificates' names. This is what they were seen to be; of the parts before the last anything
 * is taken, the last names the connection and the tunnel, counted from 0.
 */
function subject(ends: GatewayEnds | undefined, number: 1 | 2): string | undefined {
  if (ends?.connectionId === undefined) return undefined;
  return `C=*, ST=*, L=*, O=*, OU=*, CN=${ends.connectionId}.endpoint-${String(number - 1)}`;
}
