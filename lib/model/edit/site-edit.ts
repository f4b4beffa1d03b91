/**
 * What changes of sites between two intents, and what each change does to them.
 *
 * Compares what is written, field by field. What differs between program and AWS is not its to find: a plan shows that.
 */
import type { IntentGateway, IntentNetwork, IntentSite } from "../intent";
import { compareText } from "../order";
import type { GatewayName } from "../site";
import { tunnelAt, type PhaseOptions, type TunnelOptions } from "../tunnel";
import { siteRules, type SiteEffect, type SiteRule } from "./site-rule";

/** One change of one site. */
export interface SiteEdit {
  readonly site: string;
  /** @default - the site as a whole */
  readonly gateway?: GatewayName;
  /** The field of the intent: `insideBlocks`, `tunnel.phase1.dhGroups`; or `site` or `gateway` when one comes or goes. */
  readonly what: string;
  /** @default - it was not there */
  readonly before?: string;
  /** @default - it is no longer there */
  readonly after?: string;
  readonly effect: SiteEffect;
  readonly why: string;
  readonly source: string;
}

/** The part of a network's intent that is about its sites. */
export type SitesIntent = Pick<IntentNetwork, "siteEdge" | "sites">;

/** Every change, by site, then gateway, then field. */
export function classifySiteEdits(before: SitesIntent, after: SitesIntent): readonly SiteEdit[] {
  return namesOf(before.sites, after.sites).flatMap((name) => {
    const [old, now] = [before.sites, after.sites].map((sites) => sites.find((site) => site.name === name));
    if (old === undefined) return [edit({ site: name }, "site", siteRules.site.added, undefined, name)];
    if (now === undefined) return [edit({ site: name }, "site", siteRules.site.removed, name, undefined)];
    return [...editsOfSite(old, now, before.siteEdge, after.siteEdge), ...editsOfGateways(old, now)];
  });
}

/** `site "clinic", gateway "primary": asn 65010 → 65011`. */
export function describeSiteEdit({ site, gateway, what, before, after }: SiteEdit): string {
  const where = gateway === undefined ? `site "${site}"` : `site "${site}", gateway "${gateway}"`;
  if (what === "site" || what === "gateway") return `${where}: ${before === undefined ? "added" : "removed"}`;
  return `${where}: ${what} ${before ?? "none"} → ${after ?? "none"}`;
}

function editsOfSite(old: IntentSite, now: IntentSite, oldEdge: string, edge: string): readonly SiteEdit[] {
  const at = { site: old.name };
  const fields = ["awsAsn", "awsBlocks", "awsSelector", "label", "owner", "policy", "routing"] as const;
  return [
    ...fields.flatMap((field) => changed(at, field, siteRules[field], shown(old[field]), shown(now[field]))),
    ...changed(at, "siteEdge", siteRules.siteEdge, oldEdge, edge),
  ].sort((a, b) => compareText(a.what, b.what));
}

function editsOfGateways(old: IntentSite, now: IntentSite): readonly SiteEdit[] {
  return namesOf(old.gateways, now.gateways).flatMap((name) => {
    const at = { site: old.name, gateway: name };
    const [was, is] = [old.gateways, now.gateways].map((gateways) => gateways.find((one) => one.name === name));
    if (was === undefined) return [edit(at, "gateway", siteRules.gateway.added, undefined, name)];
    if (is === undefined) return [edit(at, "gateway", siteRules.gateway.removed, name, undefined)];
    return editsOfGateway(at, was, is, tunnelAt(was, old.tunnel), tunnelAt(is, now.tunnel));
  });
}

function editsOfGateway(
  at: Place,
  was: IntentGateway,
  is: IntentGateway,
  oldTunnel: TunnelOptions,
  tunnel: TunnelOptions,
): readonly SiteEdit[] {
  const fields = ["address", "asn", "certificateArn", "connection", "insideBlocks"] as const;
  const [oldOptions, options] = [flat(oldTunnel), flat(tunnel)];
  return [
    ...fields.flatMap((field) => changed(at, field, siteRules[field], shown(was[field]), shown(is[field]))),
    ...namesOf(keysOf(oldOptions), keysOf(options)).flatMap((key) =>
      changed(at, `tunnel.${key}`, siteRules.tunnel, shown(oldOptions.get(key)), shown(options.get(key))),
    ),
  ];
}

type Place = Pick<SiteEdit, "site" | "gateway">;

function changed(
  at: Place,
  what: string,
  rule: SiteRule,
  before: string | undefined,
  after: string | undefined,
): readonly SiteEdit[] {
  return before === after ? [] : [edit(at, what, rule, before, after)];
}

function edit(
  at: Place,
  what: string,
  rule: SiteRule,
  before: string | undefined,
  after: string | undefined,
): SiteEdit {
  return {
    ...at,
    what,
    ...(before === undefined ? {} : { before }),
    ...(after === undefined ? {} : { after }),
    ...rule,
  };
}

type Field = string | number | readonly (string | number)[];

/** Options by name, those of the phases too. */
function flat({ phase1, phase2, ...options }: TunnelOptions): ReadonlyMap<string, Field> {
  const inPhase = (name: string, phase: PhaseOptions): readonly (readonly [string, Field])[] =>
    Object.entries<Field>({ ...phase }).map(([key, value]) => [`${name}.${key}`, value]);
  return new Map<string, Field>([
    ...Object.entries<Field>({ ...options }),
    ...inPhase("phase1", phase1),
    ...inPhase("phase2", phase2),
  ]);
}

function keysOf(options: ReadonlyMap<string, Field>): readonly { readonly name: string }[] {
  return [...options.keys()].map((name) => ({ name }));
}

function shown(value: Field | undefined): string | undefined {
  if (value === undefined) return undefined;
  return typeof value === "object" ? value.join(", ") : String(value);
}

/** Names of both lists, each once, sorted. */
function namesOf<Name extends string>(...lists: readonly (readonly { readonly name: Name }[])[]): readonly Name[] {
  return [...new Set(lists.flat().map(({ name }) => name))].sort(compareText);
}
