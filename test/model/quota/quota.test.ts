import {
  Quotas,
  awsQuotas,
  headRoom,
  quotaIssues,
  quotasAsOf,
  type QuotaOverrides,
  type QuotaUsage,
} from "../../../lib/model/quota";
import { CalendarDate } from "../../../lib/model/calendar-date";

const usage: readonly QuotaUsage[] = [
  {
    quota: "aclEntriesPerDirection",
    subject: "pumps in",
    used: 25,
    contributors: [1, 9, 2, 8, 3, 2].map((cost, index) => ({ name: `conduit-${String(index)}`, cost })),
  },
  { quota: "subnetsPerVpc", subject: "st-marys", used: 200, contributors: [] },
];

describe("quotas", () => {
  test("are AWS's defaults, each sourced and none above its maximum", () => {
    expect(Object.fromEntries(Object.entries(awsQuotas).map(([name, { value, max }]) => [name, [value, max]]))).toEqual(
      {
        domainListsPerFirewallPolicy: [20, 20],
        routeTablesPerTransitGateway: [20, undefined],
        natGatewaysPerZone: [5, undefined],
        elasticIpsPerRegion: [5, undefined],
        rulesPerGroupAndDirection: [60, 1000],
        groupsPerInterface: [5, 16],
        rulesTimesGroupsPerInterface: [1000, 1000],
        securityGroupsPerRegion: [2500, undefined],
        aclEntriesPerDirection: [20, 40],
        networkAclsPerVpc: [200, undefined],
        subnetsPerVpc: [200, undefined],
        routeTablesPerVpc: [200, undefined],
        routesPerRouteTable: [50, 1000],
        interfaceEndpointsPerVpc: [50, undefined],
        metricFiltersPerLogGroup: [100, 100],
        gatewayEndpointsPerRegion: [20, undefined],
        prefixListEntries: [1000, undefined],
        dynamicRoutesPerVpnConnection: [100, 100],
        staticRoutesPerVpnConnection: [100, 100],
        dynamicRoutesPerTransitGatewayVpn: [1000, 1000],
        vpnConnectionsPerVpnGateway: [10, undefined],
        vpnConnectionsPerRegion: [50, undefined],
        customerGatewaysPerRegion: [50, undefined],
        vpcsPerRegion: [5, undefined],
      },
    );
    expect(Object.values(awsQuotas).filter(({ source }) => source.source === "" || source.at === "")).toEqual([]);
    expect(CalendarDate.parse(quotasAsOf).ok).toBe(true);
  });

  test("show head-room to the last one", () => {
    expect(headRoom(usage, Quotas.of({ aclEntriesPerDirection: 40 }))).toEqual([
      { quota: "aclEntriesPerDirection", subject: "pumps in", used: 25, limit: 40, free: 15, ratio: 0.625 },
      { quota: "subnetsPerVpc", subject: "st-marys", used: 200, limit: 200, free: 0, ratio: 1 },
    ]);
  });

  test("that are exceeded name the five that cost most and the way out", () => {
    expect(quotaIssues(usage, Quotas.of({}))).toEqual([
      {
        what: "over quota: entries of a network ACL, each direction and family, AWS's own deny included, for pumps in",
        received: "25, most of it from conduit-1 (9), conduit-3 (8), conduit-4 (3), conduit-2 (2), conduit-5 (2)",
        allowed: "20; when AWS has granted more, at most 40, say so in `quotas: { aclEntriesPerDirection: … }`",
      },
    ]);
    expect(quotaIssues(usage, Quotas.of({ aclEntriesPerDirection: 25 }))).toEqual([]);
  });

  test.each<[string, QuotaOverrides]>([
    ["an unknown name", { rules: 7 } as QuotaOverrides],
    ["a name of the prototype", { toString: 7 } as unknown as QuotaOverrides],
    ["more than AWS grants", { aclEntriesPerDirection: 41 }],
    ["zero", { subnetsPerVpc: 0 }],
    ["a fraction", { subnetsPerVpc: 1.5 }],
    ["text", { subnetsPerVpc: "300" } as unknown as QuotaOverrides],
    ["rules times groups above what an interface can have", { rulesPerGroupAndDirection: 201 }],
    ["groups times rules above what an interface can have", { rulesPerGroupAndDirection: 100, groupsPerInterface: 11 }],
  ])("refuses %s", (_, overrides) => {
    expect(() => Quotas.of(overrides)).toThrow();
    expect(Quotas.parse(overrides).ok).toBe(false);
  });

  test("accept more rules for fewer groups", () => {
    expect(Quotas.of({ rulesPerGroupAndDirection: 200 }).limit("rulesPerGroupAndDirection")).toBe(200);
    expect(Quotas.of({ rulesPerGroupAndDirection: 500, groupsPerInterface: 2 }).limit("groupsPerInterface")).toBe(2);
  });
});
