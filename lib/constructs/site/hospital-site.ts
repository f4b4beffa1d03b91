/** A site: a hospital campus behind a VPN, with its gateways, tunnels and segments. */
import type { Construct } from "constructs";
import {
  Cidr,
  carrierTags,
  gatewayNames,
  initiationIssues,
  insideBlockFor,
  nameIssues,
  refuse,
  sameAsnIssues,
  siteCollisions,
  tunnelFor,
  tunnelPolicies,
  tunnelRequestIssues,
  validateSite,
  type CustomTunnelOptions,
  type GatewayDefinition,
  type GatewayName,
  type Issue,
  type Parsed,
  type SiteDefinition,
  type SiteRouting,
  type TunnelPolicyName,
} from "../../model";
import type { Declaration } from "../declaration";
import type { NetworkHome } from "../segment-props";
import { routingIssues } from "./routing-rules";
import { SiteSegments } from "./site-segments";
import { attachmentsOf } from "../transit/join";
import type { Tags } from "../tags";
import {
  AlarmTopic,
  AlarmTopicKey,
  SiteToSiteVpn,
  TunnelAlarms,
  VpnLogs,
  type Destruction,
  type SiteEdge,
  type TunnelAlarmsProps,
} from "../vpn";
import { checkRequired, homeOf, array, networkNeed } from "../required";

/** A router or firewall at a site that ends tunnels there. */
export interface SiteGatewayProps {
  /**
   * Its public IPv4 address: `203.0.113.10`.
   *
   * @default - it has none that is fixed; then it needs a certificate, and the site opens the tunnels
   */
  readonly ip?: string;
  /**
   * ARN of its certificate, issued by a private CA in ACM.
   *
   * @default - AWS makes a pre-shared key for each tunnel and keeps it in Secrets Manager
   */
  readonly certificateArn?: string;
  /** Its ASN, 1–4,294,967,294, and not the AWS side's. With static routes AWS asks for one too. */
  readonly asn: number;
  /**
   * The /30 inside each of its tunnels, in 169.254.0.0/16: pinned for life, as another one replaces the connection.
   *
   * @default - two that follow from the names of the network, the site and the gateway, and never change
   */
  readonly insideCidrs?: readonly [string, string];
}

/** What a site is told. */
export interface SiteProps {
  /** Its gateways: one, or two for redundancy, which makes four tunnels. */
  readonly gateways: readonly [SiteGatewayProps] | readonly [SiteGatewayProps, SiteGatewayProps];
  /**
   * Who answers for it and is told about its tunnels.
   *
   * @default - the network's owner
   */
  readonly owner?: string;
  /**
   * How AWS learns the blocks of its segments.
   *
   * @default "bgp"
   */
  readonly routing?: SiteRouting;
  /**
   * What its tunnels accept.
   *
   * @default "strict": IKEv2, AES256-GCM-16, SHA2-384, groups 19 to 21
   */
  readonly tunnelPolicy?: TunnelPolicyName;
  /**
   * Options of its tunnels, with `tunnelPolicy: "custom"`; what is left out is that of `strict`.
   *
   * @default - those of the policy
   */
  readonly tunnel?: CustomTunnelOptions;
  /**
   * ARN of the SNS topic that is told when a tunnel or the site is down.
   *
   * @default - a topic of its own, encrypted, that its owners subscribe to
   */
  readonly alarmTopicArn?: string;
  /**
   * Name of the route table of the transit gateway that its tunnels share with others of the same name.
   *
   * @default - one of its own; without a transit gateway there is none
   */
  readonly trustGroup?: string;
  /**
   * Whether Terraform may destroy its connections, by replacement or removal. `allowed` is for throw-away deployments.
   *
   * @default "prevented"
   */
  readonly destruction?: Destruction;
}

/**
 * A site behind its network's VPN. Nothing flows until a conduit joins one of its segments with one in AWS; then that
 * segment, and no other, gets a route to the exact blocks.
 */
export class HospitalSite extends SiteSegments {
  public readonly name: string;
  /** @internal */
  public readonly declaration: Declaration;
  /** @internal */
  public readonly definition: SiteDefinition;
  /** The VPN connection of each gateway, by the gateway's name: `primary`, `secondary`. */
  public readonly connections: ReadonlyMap<GatewayName, SiteToSiteVpn>;
  /** The alarms on its tunnels. */
  public readonly alarms: TunnelAlarms;
  /** Who is told; its owners subscribe to it. */
  public readonly alarmTopicArn: string;
  private readonly routed = new Set<string>();

  public constructor(scope: Construct, name: string, props: SiteProps & { readonly network: NetworkHome }) {
    super(scope, admitted(scope, name, homeOf(scope, "site", name, props)));
    const gateways = array("one or two gateways, each with its address and ASN");
    checkRequired(this.node.path, `site ${JSON.stringify(name)}`, props, { network: networkNeed, gateways });
    this.name = name;
    this.declaration = props.network.declaration;
    const { declaration } = this;
    const issues: Issue[] = [];
    const edge = declaration.edge ?? noEdge(declaration, name, issues);
    this.definition = define(declaration, name, props, edge, issues);
    const sites = [...declaration.sites.map((site) => site.definition), this.definition];
    issues.push(...validateSite(this.definition), ...siteCollisions(sites), ...routingIssues(sites, edge));
    refuse(issues.map((issue) => ({ ...issue, where: this.node.path })));
    const { hub, props: network } = declaration;
    const tags = { ...network.tags, [carrierTags.network]: network.name };
    const destruction = props.destruction === undefined ? {} : { destruction: props.destruction };
    // One for the network: a further site adds nothing to it.
    declaration.vpnLogs ??= new VpnLogs(network.scope, "VpnLogs", { name: network.name, tags, ...destruction });
    const logs = declaration.vpnLogs;
    this.connections = new Map(
      this.definition.gateways.map((gateway) => [
        gateway.name,
        new SiteToSiteVpn(this, gateway.name, {
          name: `${network.name}-${name}-${gateway.name}`,
          edge,
          gateway,
          routing: this.definition.routing,
          awsSelector: this.definition.awsSelector,
          tunnel: this.definition.tunnel,
          logs,
          ...destruction,
          tags: { ...tags, [carrierTags.site]: name },
        }),
      ]),
    );
    this.alarmTopicArn = props.alarmTopicArn ?? this.ownTopic(tags);
    this.alarms = new TunnelAlarms(this, "Alarms", {
      name: `${network.name}-${name}`,
      owner: this.definition.owner,
      routing: this.definition.routing,
      vpns: [...this.connections].map(([gatewayName, { vpnConnectionId }]) => ({
        gatewayName,
        vpnConnectionId,
      })) as unknown as TunnelAlarmsProps["vpns"],
      topicArn: this.alarmTopicArn,
      tags,
    });
    const trustGroup = hub?.group(props.trustGroup, `site_${name}`);
    for (const attachment of attachmentsOf(name, this.connections)) trustGroup?.associate(attachment);
    declaration.addSite({
      definition: this.definition,
      where: this.node.path,
      connections: this.connections,
      ...(trustGroup === undefined ? {} : { trustGroup }),
      routeTo: (block) => {
        this.routeTo(block);
      },
    });
  }

  /** A topic of the site's own; their key is one for the network. */
  private ownTopic(tags: Tags): string {
    const { declaration } = this;
    const { name, scope } = declaration.props;
    declaration.alarmTopicKey ??= new AlarmTopicKey(scope, "AlarmTopicKey", { name, tags });
    const topic = new AlarmTopic(this, "AlarmTopic", {
      name: `${name}-${this.name}`,
      key: declaration.alarmTopicKey,
      tags: { ...tags, [carrierTags.site]: this.name },
    });
    return topic.topicArn;
  }

  /** Static routing at a virtual private gateway: each connection is told every block that a conduit needs. */
  private routeTo(block: Cidr): void {
    const { declaration, definition } = this;
    if (declaration.edge?.kind !== "vpn-gateway" || definition.routing !== "static") return;
    const text = block.toString();
    if (this.routed.has(text)) return;
    this.routed.add(text);
    for (const connection of this.connections.values()) connection.routeTo(block);
  }
}

function admitted(scope: Construct, name: string, { declaration }: NetworkHome): string {
  const issues: Issue[] = [...nameIssues(`name of a site of network "${declaration.props.name}"`, name)];
  if (scope.node.tryFindChild(name) !== undefined) {
    issues.push({
      what: `the name of a site of network "${declaration.props.name}" is taken`,
      received: `"${name}"`,
      allowed: "a name that no segment and no other site has",
    });
  }
  refuse(issues.map((issue) => ({ ...issue, where: `${scope.node.path}/${name}` })));
  return name;
}

/** Stands for an edge while the issue that there is none is reported. */
function noEdge(declaration: Declaration, name: string, issues: Issue[]): SiteEdge {
  issues.push({
    what: `network "${declaration.props.name}" has nothing in AWS that the VPN of site "${name}" could end at`,
    allowed: "network.addVpnGateway(…) or network.attachTo(transitGateway) first",
  });
  return { kind: "vpn-gateway", vpnGatewayId: "", asn: 64512 };
}

function define(
  declaration: Declaration,
  name: string,
  props: SiteProps,
  edge: SiteEdge,
  issues: Issue[],
): SiteDefinition {
  const { gateways, owner, routing = "bgp", tunnelPolicy = "strict", tunnel } = props;
  const about = `tunnels of site "${name}"`;
  const wrong = tunnelRequestIssues(about, tunnelPolicy, tunnel);
  issues.push(...wrong);
  // From JavaScript there may be more than two, or none: the model says so.
  const defined = gateways.map((gateway, index) => defineGateway(name, gateway, index, edge, issues));
  for (const gateway of defined)
    issues.push(...initiationIssues(`gateway "${gateway.name}" of site "${name}"`, gateway, tunnel));
  return {
    name,
    owner: owner ?? declaration.props.owner,
    gateways: defined as unknown as SiteDefinition["gateways"],
    routing,
    awsSelector: routing === "static" && edge.kind === "vpn-gateway" ? declaration.props.block : everything,
    policy: tunnelPolicy,
    tunnel: wrong.length === 0 ? tunnelFor(tunnelPolicy, tunnel, about) : tunnelPolicies.strict,
  };
}

const everything = Cidr.of("0.0.0.0/0");

function defineGateway(
  site: string,
  { ip, certificateArn, asn, insideCidrs }: SiteGatewayProps,
  index: number,
  edge: SiteEdge,
  issues: Issue[],
): GatewayDefinition {
  const name = gatewayNames[index] ?? (`gateway-${String(index + 1)}` as GatewayName);
  const about = `ASN of gateway "${name}" of site "${site}"`;
  issues.push(...sameAsnIssues(about, asn, edge.asn));
  const inside = (tunnel: 1 | 2): Cidr => {
    const given = insideCidrs?.[tunnel - 1];
    const parsed: Parsed<Cidr> = given === undefined ? insideBlockFor(site, name, tunnel, []) : Cidr.parse(given);
    if (parsed.ok) return parsed.value;
    issues.push({
      ...parsed.issue,
      what: `inside block of tunnel ${String(tunnel)} of gateway "${name}" of site "${site}": ${parsed.issue.what}`,
    });
    return anyInsideBlock;
  };
  return { name, address: ip, certificateArn, asn, insideBlocks: [inside(1), inside(2)] };
}

/** Stands for a block while the issue that there is none is reported. */
const anyInsideBlock = Cidr.of("169.254.6.0/30");
