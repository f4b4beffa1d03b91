/**
 * VPC Block Public Access: what an account-wide block and its exclusions leave of a way to or from the internet.
 *
 * In `block-ingress` only NAT gateways and egress-only gateways still carry traffic; an exclusion may allow both ways or the
 * way out (VPC user guide, "Block public access to VPCs and subnets").
 */
import type { Value } from "../../terraform";
import { both, ids, isCertain, meanings, tri, type Tri } from "../world/links";
import type { KnownSubnet, KnownVpc, World } from "../world/world";

/** @param way - `outward` through a NAT or egress-only gateway, `direct` through an internet gateway alone */
export function publicAccess(
  world: World,
  vpc: KnownVpc,
  subnet: KnownSubnet | undefined,
  way: "outward" | "direct",
): Tri {
  const { publicAccessBlocks, publicAccessExclusions, vpcs, subnets } = world.facts;
  const excluded = publicAccessExclusions.map((exclusion): Tri => {
    const link = "vpc" in exclusion.of ? exclusion.of.vpc : exclusion.of.subnet;
    const wanted = "vpc" in exclusion.of ? vpc.id : subnet?.id;
    const found = meanings(link, () => ids("vpc" in exclusion.of ? vpcs : subnets)).find(({ to }) => to === wanted);
    if (found === undefined) return "no";
    const lets = tri(exclusion.mode, (mode) => mode === "allow-bidirectional" || way === "outward");
    return both(lets, found.sure && isCertain(exclusion) ? "yes" : "maybe");
  });
  if (excluded.includes("yes")) return "yes";
  const results = publicAccessBlocks.map((block): Tri => {
    const here = sameRegion(block.region, vpc.fact.region);
    if (here === "no") return "yes";
    const lets = tri(block.mode, (mode) => mode === "off" || (mode === "block-ingress" && way === "outward"));
    const isOurs = here === "yes" && block.perhapsNotOf?.includes(vpc.id) !== true;
    return lets === "no" && !(isCertain(block) && isOurs) ? "maybe" : lets;
  });
  const result = both(...results);
  return result === "no" && excluded.includes("maybe") ? "maybe" : result;
}

/** A Region that is not known is the same one where both come from one provider's configuration. */
function sameRegion(a: Value<string>, b: Value<string>): Tri {
  if ("exact" in a && "exact" in b) return a.exact === b.exact ? "yes" : "no";
  if (!("unknown" in a) || !("unknown" in b)) return "maybe";
  const [one, other] = [a.unknown, b.unknown];
  const isConfigured = one.kind === "variable" || one.kind === "expression";
  return isConfigured && one.kind === other.kind && one.at === other.at ? "yes" : "maybe";
}
