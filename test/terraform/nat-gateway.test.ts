/** A NAT gateway's addresses. */
import { facts, factsOf } from "./read";

const addressOf = (more: object): string => {
  const [found] = factsOf({
    aws_nat_gateway: { n: { subnet_id: "subnet-0a1b2c3d", private_ip: "10.0.0.5", ...more } },
  }).natGateways;
  return found !== undefined && "exact" in found.address ? found.address.exact.toString() : "unknown";
};

test.each<[string, object, string]>([
  ["its own", {}, "10.0.0.5/32"],
  [
    "its own, and none beside",
    { secondary_private_ip_addresses: [], secondary_private_ip_address_count: 0 },
    "10.0.0.5/32",
  ],
  ["some beside", { secondary_private_ip_addresses: ["10.0.0.77"] }, "unknown"],
  ["a number beside", { secondary_private_ip_address_count: 2 }, "unknown"],
  ["public ones beside", { secondary_allocation_ids: ["eipalloc-0123456789abcdef0"] }, "unknown"],
])("it sends under %s", (_, more, address) => {
  expect(addressOf(more)).toBe(address);
});

test("a snapshot tells all of them, and whether it is in no subnet", () => {
  const nat = (NatGatewayId: string, ...ips: readonly string[]) => ({
    NatGatewayId,
    SubnetId: "subnet-1",
    NatGatewayAddresses: ips.map((PrivateIp) => ({ PrivateIp })),
  });
  const NatGateways = [
    nat("nat-1", "10.0.0.5"),
    nat("nat-2", "10.0.0.6", "10.0.0.7"),
    { NatGatewayId: "nat-3", AvailabilityMode: "regional" },
  ];
  const lists = { Vpcs: [], Subnets: [], RouteTables: [], NetworkAcls: [], SecurityGroups: [], NetworkInterfaces: [] };
  const base = facts({ name: "snapshot.json", text: JSON.stringify({ ...lists, NatGateways }) });
  expect(base.natGateways.map(({ address }) => "exact" in address)).toEqual([true, false, false]);
  expect(base.unread.map(({ address }) => address)).toEqual(["nat-3"]);
});
