/** What has been declared about one network so far, shared by the network and the segments in it. */
import { Fn } from "cdktf";
import type { Construct } from "constructs";
import {
  compareText,
  conduitId,
  type AddressPlan,
  type CalendarDate,
  type Cidr,
  type ConduitDefinition,
  type Exception,
  type LastDeployed,
  type MaintenanceWindow,
  type NetworkDefinition,
  type Quotas,
  type SegmentDefinition,
} from "../model";
import type { Addressable } from "./address";
import { Arrivals } from "./arrivals";
import { compile, type Compiled } from "./compile";
import { plan, type Planned } from "./plan";
import type { DeclaredConduit, DeclaredSegment, DeclaredSite, Room } from "./declared";
import type { ConduitEnd } from "./ends";
import type { Inspection } from "./inspection/inspection";
import type { InternetEgress } from "./internet-egress";
import type { DeclaredFlows } from "./monitoring/declared-flows";
import { OutsideBlocks } from "./outside-blocks";
import type { Tags } from "./tags";
import type { TransitGateway } from "./transit/transit-gateway";
import type { Attachment, TrustGroup } from "./transit/trust-group";
import type { AlarmTopicKey, SiteEdge, VpnLogs } from "./vpn";
import type { WayOut } from "./way-out";

export type { DeclaredConduit, DeclaredSegment, DeclaredSite, Room } from "./declared";

export interface DeclarationProps {
  readonly scope: Construct;
  readonly name: string;
  readonly block: Cidr;
  readonly zones: readonly string[];
  readonly owner: string;
  readonly reviewBy: CalendarDate;
  readonly today: CalendarDate;
  readonly addressPlan: AddressPlan;
  /** Blocks in the VPC that others have. */
  readonly taken: readonly Cidr[];
  readonly quotas: Quotas;
  readonly ipv6: "none" | "amazon-provided";
  readonly tags: Tags;
  /** What was deployed last, when that is recorded somewhere. */
  readonly lastDeployed: LastDeployed | undefined;
  /** Whether the VPC is Cordon's own: then its default ACL and main route table count too. */
  readonly ownVpc: boolean;
}

/**
 * Everything declared, and its compilation: address plan, ACL entries, checks and head-room. The compilation is done when
 * it is first asked for and again after anything new was declared.
 */
export class Declaration {
  private readonly segmentsByName = new Map<string, DeclaredSegment>();
  private readonly conduitsById = new Map<string, DeclaredConduit>();
  private readonly byPair = new Map<string, ConduitDefinition[]>();
  private readonly neighboursByName = new Map<string, ConduitEnd>();
  private readonly outsideBlocks = new OutsideBlocks();
  private readonly sitesByName = new Map<string, DeclaredSite>();
  /** Sites whose kit is written at synth. */
  public readonly siteKits = new Set<string>();
  private readonly windowList: MaintenanceWindow[] = [];
  /** The way out to the internet that segments have, by name. */
  public readonly waysOut = new Map<string, WayOut>();
  private readonly exceptionList: Exception[] = [];
  private readonly extraRooms = new Map<string, Room>();
  private compiled: Compiled | undefined;
  private planned: Planned | undefined;
  /** What is recorded of its traffic, or why nothing is; undefined until the synth when nothing was said. */
  public flows: DeclaredFlows | undefined;
  /** What has come into it, for those who build on each. */
  public readonly arrivals = new Arrivals();
  /** The VPC, as it is referred to by everything in it. */
  public vpcId = "";
  /** The VPC, when Cordon created it. */
  public vpc: Addressable | undefined;
  /** The VPC's IPv6 block, when it has one. */
  public ipv6Block: string | undefined;
  /** Where the VPNs of its sites end, when it has a place for that. */
  public edge: SiteEdge | undefined;
  /** The transit gateway that its VPC is attached to: networks on the same one are joined. */
  public hub: TransitGateway | undefined;
  /** Its attachment to that gateway. */
  public attachment: Attachment | undefined;
  /** The route table there that its VPC is routed by. */
  public trustGroup: TrustGroup | undefined;
  /** What encrypts the topics of its sites' alarms, when there are some. */
  public alarmTopicKey: AlarmTopicKey | undefined;
  /** Where its tunnels write their logs, when it has such a place. */
  public vpnLogs: VpnLogs | undefined;
  public internetEgress: InternetEgress | undefined;
  /** What makes it the way out of other networks, when it is one: then it has no segments. */
  public inspection: Inspection | undefined;
  /** How many private endpoints there are, by kind. */
  public endpoints = { gateway: 0, interface: 0 };

  public constructor(public readonly props: DeclarationProps) {}

  public get where(): string {
    return this.props.scope.node.path;
  }

  public get segments(): readonly DeclaredSegment[] {
    return [...this.segmentsByName.values()].sort((a, b) => compareText(a.definition.name, b.definition.name));
  }

  public get sites(): readonly DeclaredSite[] {
    return [...this.sitesByName.values()].sort((a, b) => compareText(a.definition.name, b.definition.name));
  }

  /** Segments of other networks that conduits of this one join. */
  public get neighbours(): readonly ConduitEnd[] {
    return [...this.neighboursByName.values()].sort((a, b) => compareText(a.name, b.name));
  }

  public get conduits(): readonly DeclaredConduit[] {
    return [...this.conduitsById.values()].sort((a, b) =>
      compareText(conduitId(a.definition), conduitId(b.definition)),
    );
  }

  public get exceptions(): readonly Exception[] {
    return [...this.exceptionList].sort((a, b) => compareText(exceptionKey(a), exceptionKey(b)));
  }

  public get rooms(): readonly Room[] {
    const ofSegments = this.segments.flatMap((segment) => (segment.built === undefined ? [] : [segment.built.room]));
    return [...ofSegments, ...this.extraRooms.values()];
  }

  public site(name: string): DeclaredSite | undefined {
    return this.sitesByName.get(name);
  }

  public segment(name: string): DeclaredSegment | undefined {
    return this.segmentsByName.get(name);
  }

  /** The conduits that start in one segment and end in another. */
  public between(from: string, to: string): readonly ConduitDefinition[] {
    return this.byPair.get(`${from}>${to}`) ?? [];
  }

  public addNeighbour(end: ConduitEnd): void {
    this.neighboursByName.set(end.name, end);
    this.compiled = undefined;
  }

  public neighbour(name: string): ConduitEnd | undefined {
    return this.neighboursByName.get(name);
  }

  public addSite(site: DeclaredSite): void {
    this.sitesByName.set(site.definition.name, site);
    this.compiled = undefined;
  }

  /** A segment that is to be declared, with those that are and that share a block or a VLAN with it. */
  public besides(definition: SegmentDefinition): readonly SegmentDefinition[] {
    const others = this.outsideBlocks.collidingWith(definition);
    return [definition, ...others.flatMap((name) => this.segmentsByName.get(name)?.definition ?? [])];
  }

  public addSegment(segment: DeclaredSegment): void {
    if (!this.segmentsByName.has(segment.definition.name)) this.outsideBlocks.add(segment.definition);
    this.segmentsByName.set(segment.definition.name, segment);
    this.compiled = undefined;
    this.planned = undefined;
    const { definition, built } = segment;
    this.arrivals.add({
      name: definition.name,
      definition,
      ...(built === undefined ? {} : { subnets: built.subnets }),
    });
  }

  public addConduit(conduit: DeclaredConduit): void {
    const { definition } = conduit;
    this.conduitsById.set(conduitId(definition), conduit);
    const pair = `${definition.from}>${definition.to}`;
    const known = this.byPair.get(pair);
    if (known === undefined) this.byPair.set(pair, [definition]);
    else known.push(definition);
    this.compiled = undefined;
  }

  public conduit(id: string): DeclaredConduit | undefined {
    return this.conduitsById.get(id);
  }

  /** Records that a segment has a way out to the internet. */
  public markInternet(name: string, way: WayOut): void {
    const segment = this.segmentsByName.get(name);
    if (segment === undefined) return;
    this.waysOut.set(name, way);
    this.addSegment({ ...segment, definition: { ...segment.definition, internet: "egress" } });
  }

  /** What was announced to change at sites, sorted. */
  public get windows(): readonly MaintenanceWindow[] {
    return [...this.windowList].sort((a, b) => compareText(a.site, b.site) || compareText(a.ticket, b.ticket));
  }

  public addWindow(window: MaintenanceWindow): void {
    this.windowList.push(window);
  }

  public addException(exception: Exception): void {
    this.exceptionList.push(exception);
    this.compiled = undefined;
  }

  public addRoom(room: Room): void {
    this.extraRooms.set(room.name, room);
    this.compiled = undefined;
    this.planned = undefined;
  }

  /** The network without what is in it: enough to judge one part by itself, at no cost. */
  public get frame(): NetworkDefinition {
    const { name, block, zones } = this.props;
    return { name, block, zones, sites: [], segments: [], neighbours: [], conduits: [], exceptions: [] };
  }

  /** The network as the model knows it: sorted, so that the order of declaration changes nothing. */
  public definition(): NetworkDefinition {
    return {
      ...this.frame,
      sites: this.sites.map((site) => site.definition),
      segments: this.segments.map((segment) => segment.definition),
      neighbours: this.neighbours.map(({ definition }) => definition),
      conduits: this.conduits.map((conduit) => conduit.definition),
      exceptions: this.exceptions,
    };
  }

  /** The /64 with this index in the VPC's IPv6 /56, as an expression. */
  public ipv6SubnetOf(index: number): string {
    return this.ipv6Block === undefined ? "" : Fn.cidrsubnet(this.ipv6Block, 8, index);
  }

  /** Where blocks lie: asked for by neighbours too, whose entries and rules name them. */
  public plan(): Planned {
    this.planned ??= plan(this);
    return this.planned;
  }

  /** Something that its compilation reads has changed elsewhere. */
  public recompile(): void {
    this.compiled = undefined;
  }

  public compile(): Compiled {
    this.compiled ??= compile(this);
    return this.compiled;
  }
}

function exceptionKey({ rule, subject, ticket }: Exception): string {
  return `${rule} ${subject} ${ticket}`;
}
