/** How much a network's transit gateway uses of its own quotas, all that meet there together. */
import { compareText, type QuotaUsage } from "../../model";
import type { Declaration } from "../declaration";

export function transitUsage({ hub }: Declaration): readonly QuotaUsage[] {
  if (hub === undefined) return [];
  const groups = [...hub.trustGroups].sort(compareText).map((name) => ({ name, cost: 1 }));
  return [{ quota: "routeTablesPerTransitGateway", subject: hub.name, used: groups.length, contributors: groups }];
}
