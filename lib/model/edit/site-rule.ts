/**
 * What AWS and its provider answer when something of a site changes.
 *
 * Each answer was looked up (source) and, where the provider gives it, seen in a plan of Terraform 1.11.4 and provider
 * 5.100.0. A test holds every field of a site's intent against it.
 */

/** What an edit does to a site, from the mildest to the worst. */
export const siteEffects = ["addition", "in-place", "tunnel-outage", "replacement", "removal"] as const;
export type SiteEffect = (typeof siteEffects)[number];

/** Effects that a site feels: they must be announced. */
export const disruptions = ["tunnel-outage", "replacement", "removal"] as const satisfies readonly SiteEffect[];
export type Disruption = (typeof disruptions)[number];

/** The answer to one sort of edit. */
export interface SiteRule {
  readonly effect: SiteEffect;
  /** What happens, as a clause: `both tunnels are down until …`. */
  readonly why: string;
  readonly source: string;
}

const replacements = 'Site-to-Site VPN user guide, "Tunnel endpoint replacements"';
const customerGateway = (what: string): SiteRule => ({
  effect: "replacement",
  why: `its customer gateway is replaced, since ${what} cannot be changed, and the connection moves to the new one: both tunnels are down meanwhile`,
  source: `aws_customer_gateway: ForceNew; ${replacements}`,
});

const newConnection = (what: string, source = "aws_vpn_connection: ForceNew"): SiteRule => ({
  effect: "replacement",
  why: `its VPN connection is replaced, since ${what} cannot be changed: both tunnels are down until the gateway has the new outside addresses and keys`,
  source,
});

/** By what was edited. */
export const siteRules = {
  site: {
    added: { effect: "addition", why: "a new site changes no other", source: "addresses of resources are by name" },
    removed: {
      effect: "removal",
      why: "its VPN connections are destroyed, and prevent_destroy does not keep what is no longer in the program",
      source: 'Terraform language, "The lifecycle meta-argument"',
    },
  },
  gateway: {
    added: {
      effect: "addition",
      why: "a second gateway has a connection of its own",
      source: "addresses of resources are by name",
    },
    removed: {
      effect: "removal",
      why: "its VPN connection is destroyed, and prevent_destroy does not keep what is no longer in the program",
      source: 'Terraform language, "The lifecycle meta-argument"',
    },
  },
  siteEdge: {
    effect: "tunnel-outage",
    why: "its connections move to another gateway of AWS: both tunnels of each are down meanwhile, and static routes must be gone before",
    source: `${replacements}; ModifyVpnConnection`,
  },
  awsAsn: {
    effect: "replacement",
    why: "a VPN gateway is replaced, since its ASN cannot be changed, and a transit gateway refuses while it has a VPN: every site is cut off",
    source: "aws_vpn_gateway: ForceNew; ModifyTransitGatewayOptions",
  },
  routing: newConnection("the sort of routing"),
  connection: newConnection("an address in Terraform", 'Terraform language, "Resource addressing"'),
  insideBlocks: newConnection("a block inside a tunnel"),
  address: customerGateway("an address"),
  certificateArn: customerGateway("a certificate"),
  asn: customerGateway("an ASN"),
  tunnel: {
    effect: "tunnel-outage",
    why: "the provider changes one tunnel, then the other, and each is down meanwhile; it does not wait for the first to come up again",
    source: `${replacements}; aws_vpn_connection: ModifyVpnTunnelOptions`,
  },
  awsSelector: {
    effect: "tunnel-outage",
    why: "both tunnels are replaced one after the other, and the site's own selectors must change with them",
    source: `${replacements}; aws_vpn_connection: ModifyVpnConnectionOptions`,
  },
  policy: { effect: "in-place", why: "a policy's name is not in AWS; only its options are", source: "intent" },
  owner: { effect: "in-place", why: "tags change, and who is told", source: "aws_vpn_connection: tags" },
  label: { effect: "in-place", why: "names at the site change with the next site kit", source: "intent" },
  awsBlocks: {
    effect: "in-place",
    why: "routes and rules in AWS change; the site must route the blocks and permit them too",
    source: "intent",
  },
} as const satisfies Record<string, SiteRule | Record<"added" | "removed", SiteRule>>;
