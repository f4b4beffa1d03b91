/**
 * VPC Block Public Access: what an account-wide block and its exclusions leave of a way to or from the internet.
 *
 * In `block-ingress` only NAT gateways and egress-only gateways still carry traffic; an exclusion may allow both ways or the
 * way out (VPC user guide, "Block public access to VPCs and subnets").
 */
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
    if ("exact" in block.region && vpc.region !== undefined && block.region.exact !== vpc.region) return "yes";
    const lets = tri(block.mode, (mode) => mode === "off" || (mode === "block-ingress" && way === "outward"));
    const surelyHere = isCertain(block) && "exact" in block.region && vpc.region !== undefined;
    return lets === "no" && !surelyHere
      ? isCertain(block) && publicAccessBlocks.length === 1 && !("exact" in block.region)
        ? "no"
        : "maybe"
      : lets;
  });
  const result = both(...results);
  return result === "no" && excluded.includes("maybe") ? "maybe" : result;
}
