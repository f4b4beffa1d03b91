/** A subnet whose block is only known after the apply: it lies in its VPC, and anywhere there. */
import { AddressSet } from "../../lib/model";
import { Proof } from "../../lib/verify";
import { addresses, Network, why } from "./network";

function network(within: AddressSet): Network {
  const n = new Network()
    .vpc("vpc", "10.0.0.0/16", "10.9.0.0/24")
    .subnet("a", "vpc", "10.0.1.0/24")
    .subnet("b", "vpc", "10.0.2.0/24")
    .openGroup("g", "vpc")
    .face("one", "a", ["g"])
    .face("other", "b", ["g"]);
  n.lists.subnets[0] = { ...n.lists.subnets[0]!, blocks: [{ within, because: why }] };
  return n;
}

const addressesOf = (n: Network, id: string): AddressSet => new Proof(n.facts()).tryFindPlaceOf(id)!.addresses;

test("has its interfaces anywhere in the VPC's blocks, and nowhere else", () => {
  expect(addressesOf(network(AddressSet.everything), "one")).toEqual(addresses("10.0.0.0/16", "10.9.0.0/24"));
});

test("keeps the closer bound of its own", () => {
  const closer = addresses("10.0.0.0/20", "192.168.0.0/16");
  expect(addressesOf(network(closer), "one")).toEqual(addresses("10.0.0.0/20"));
});

test("has no bound but its own when the VPC's blocks are not known either", () => {
  const n = network(AddressSet.everything);
  n.lists.vpcs[0] = { ...n.lists.vpcs[0]!, blocks: [{ within: AddressSet.everything, because: why }] };
  expect(addressesOf(n, "one")).toEqual(AddressSet.everything);
});
