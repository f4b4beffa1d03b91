/** The part of the sheet about setting up: secrets, interfaces, loading, trying, and what the files leave to others. */
import type { IntentGateway } from "../../model";
import { block, code } from "./markdown";
import { packetSize } from "./packet-size";
import type { SitePlan } from "./plan";
import { swanctlFile } from "./file-names";
import type { Tunnel } from "./tunnel";

export function setUpSection(plan: SitePlan): readonly string[] {
  return [
    "## Set up and try",
    "",
    ...plan.site.gateways.flatMap((gateway) => onGateway(plan, gateway)),
    ...allowLists,
    ...limits,
  ];
}

function onGateway(plan: SitePlan, gateway: IntentGateway): readonly string[] {
  const own = plan.tunnels.filter((tunnel) => tunnel.gateway.name === gateway.name);
  const file = swanctlFile(gateway.name);
  return [
    `### strongSwan on the gateway ${gateway.name}`,
    "",
    ...credentials(plan, gateway, own),
    "Then the interfaces (make them last beyond a restart with what the system has for that):",
    "",
    ...block("sh", interfaces(plan, own)),
    "",
    "And load:",
    "",
    ...block("sh", [
      `cp ${file} /etc/swanctl/conf.d/ && swanctl --load-all`,
      "swanctl --list-conns",
      "swanctl --list-sas       # both tunnels ESTABLISHED, each with one child INSTALLED",
      ...own.map(({ awsInside }) => `ping -c 3 ${awsInside}`),
    ]),
    "",
  ];
}

function credentials({ site }: SitePlan, gateway: IntentGateway, own: readonly Tunnel[]): readonly string[] {
  if (gateway.certificateArn !== undefined) {
    return [
      `Put the certificate into ${code(`/etc/swanctl/x509/${site.label}-${gateway.name}.pem`)}, that of the private CA into ` +
        `${code(`/etc/swanctl/x509ca/${site.label}-ca.pem`)}, and leave the private key in ${code("/etc/swanctl/private/")}.`,
      "",
    ];
  }
  const secrets = `${site.label}-${gateway.name}.secrets`;
  return [
    `Write the keys into ${code(`/etc/swanctl/conf.d/${secrets}`)}, with mode 0600. It is the only place for them:`,
    "",
    ...block("", [
      "secrets {",
      ...own.flatMap(({ name, awsOutside, number }) => [
        `  ike-${name} {`,
        `    id = ${awsOutside}`,
        `    secret = "the key of tunnel ${String(number)}"`,
        "  }",
      ]),
      "}",
    ]),
    "",
  ];
}

function interfaces({ site }: SitePlan, own: readonly Tunnel[]): readonly string[] {
  const { mtu } = packetSize(site.tunnel.phase2, true);
  return [
    ...own.flatMap(({ interfaceName: name, interfaceId, siteInside }) => [
      `ip link add ${name} type xfrm if_id ${String(interfaceId)}`,
      `ip addr add ${siteInside}/30 dev ${name}`,
      `ip link set ${name} mtu ${String(mtu)} up`,
    ]),
    ...(site.routing === "bgp"
      ? []
      : site.awsBlocks.flatMap((to) =>
          own.map(
            ({ interfaceName, number }) => `ip route add ${to} dev ${interfaceName} metric ${String(number * 100)}`,
          ),
        )),
  ];
}

const allowLists = [
  "### The allow list",
  "",
  "Load the one that fits the router or firewall between the VLANs and the gateways: `nftables.nft`, `cisco-ios.cfg` or `fortios.cfg`.",
  "All three say the same as the table above. Then try one line of the table from its first end, and one pair that is not in it.",
  "",
];

const limits = [
  "## What these files leave to you",
  "",
  "- They close everything that is not in the table for these blocks, on premises too. Where a VLAN must reach another place of the site, declare that place and the conduit first, and write the kit again.",
  "- IPv4 alone. Route no IPv6 on these VLANs.",
  "- What stays inside one VLAN passes no router; switches and the devices fence it.",
  "- The access lists of IOS have no memory, and say nothing about VLANs that are not here.",
  "- When something changes in AWS's half, these files do not change by themselves: write the kit again and load it.",
];
