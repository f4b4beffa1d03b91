/** The part of the sheet about the tunnels: peers, addresses, proposals, timing, packet sizes. */
import type { IntentGateway, IntentSite, PhaseOptions, TunnelOptions } from "../../model";
import { code, markdownTable, plain } from "./markdown";
import { packetSize } from "./packet-size";
import type { SitePlan } from "./plan";
import { espProposals, ikeProposals } from "./proposals";

export function tunnelSection({ site, tunnels }: SitePlan): readonly string[] {
  return [
    "## Tunnels",
    "",
    ...markdownTable(
      ["gateway", "its address", "ASN", "proves itself by", "VPN connection in Terraform"],
      site.gateways.map((gateway) => [
        gateway.name,
        gateway.address === undefined ? "any" : code(gateway.address),
        String(gateway.asn),
        gateway.certificateArn === undefined ? "pre-shared keys" : `certificate ${plain(gateway.certificateArn)}`,
        code(gateway.connection),
      ]),
    ),
    "",
    ...markdownTable(
      ["tunnel", "AWS outside", "inside block", "AWS inside", "this side inside", "interface"],
      tunnels.map((tunnel) => [
        code(tunnel.name),
        code(tunnel.awsOutside),
        code(tunnel.insideBlock),
        code(tunnel.awsInside),
        code(tunnel.siteInside),
        code(tunnel.interfaceName),
      ]),
    ),
    "",
    "Set up both tunnels of a gateway: AWS takes one down for maintenance while the other carries on. A firewall in front of the " +
      "gateway lets UDP 500, UDP 4500 and ESP (IP protocol 50) through, to and from AWS's outside addresses.",
    "",
    ...keySection(site.gateways),
  ];
}

function keySection(gateways: readonly IntentGateway[]): readonly string[] {
  const withKeys = gateways.filter(({ certificateArn }) => certificateArn === undefined);
  if (withKeys.length === 0) return [];
  return [
    "The pre-shared keys are in AWS Secrets Manager, and nowhere else: in none of these files, not in the program, not in Terraform's " +
      "state. Which secret it is says AWS (`PreSharedKeyArn` of `aws ec2 describe-vpn-connections`), or `preshared_key_arn` of the VPN " +
      "connection in Terraform's state.",
    "",
  ];
}

export function proposalSection({ tunnel: options, awsSelector }: IntentSite): readonly string[] {
  const { phase1, phase2 } = options;
  const row = (title: string, of: (phase: PhaseOptions) => string): readonly string[] => [
    title,
    of(phase1),
    of(phase2),
  ];
  return [
    "## What AWS accepts",
    "",
    "IKEv2 only. AWS takes the first match of its own list, whatever this side prefers, and refuses everything that is not here.",
    "",
    ...markdownTable(
      ["", "phase 1 (IKE)", "phase 2 (ESP)"],
      [
        row("encryption", ({ encryption }) => encryption.join(", ")),
        row("integrity", ({ integrity }) => integrity.join(", ")),
        row("Diffie-Hellman groups", ({ dhGroups }) => dhGroups.join(", ")),
        row("lifetime", ({ lifetimeSeconds }) => `${String(lifetimeSeconds)} s`),
        ["in strongSwan", list(ikeProposals(phase1)), list(espProposals(phase2))],
      ],
    ),
    "",
    "With AES-GCM the integrity of phase 1 is that of the pseudo-random function; phase 2 has none of its own.",
    "",
    ...markdownTable(
      ["option", "value"],
      [
        ["opened by", options.startupAction === "start" ? "AWS, or this side" : "this side: AWS waits"],
        ["perfect forward secrecy", "yes, with the groups of phase 2"],
        [
          "traffic selectors",
          `here ${code("0.0.0.0/0")}, at AWS ${code(awsSelector)}: one pair of security associations for a tunnel is all AWS has`,
        ],
        [
          "renewal",
          `${String(options.rekeyMarginSeconds)} s before the end, varied by up to ${String(options.rekeyFuzzPercentage)} % of that`,
        ],
        ["replay window", `${String(options.replayWindowSize)} packets`],
        [
          "dead peer detection",
          `after ${String(options.dpdTimeoutSeconds)} s; AWS then does: ${options.dpdTimeoutAction}`,
        ],
      ],
    ),
    "",
  ];
}

function list(proposals: readonly string[]): string {
  return proposals.map(code).join(" ");
}

export function packetSection({ phase2 }: TunnelOptions): readonly string[] {
  const row = (title: string, behindNat: boolean): readonly string[] => {
    const { mtu, mss } = packetSize(phase2, behindNat);
    return [title, String(mtu), String(mss)];
  };
  return [
    "## Packet sizes",
    "",
    ...markdownTable(
      ["the gateway", "MTU of the tunnel", "TCP segment (MSS)"],
      [row("has its public address itself", false), row("is behind a NAT (ESP in UDP)", true)],
    ),
    "",
    "Bytes, over a link of 1,500. AWS does no path MTU discovery: clamp the segment size on the gateway, and let it fragment before it " +
      "encrypts. Images (DICOM) show a mistake here first. The files use the smaller size, which fits both.",
    "",
  ];
}
