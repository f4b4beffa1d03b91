import { siteKit } from "../../../lib/report";
import type { IntentNetwork } from "../../../lib/model";
import { atSite, conduit, icmp, network, segment, site, tcp } from "./network";

const refusal = (intent: Partial<IntentNetwork>, name = "main-campus", ends?: Parameters<typeof siteKit>[2]) => {
  try {
    siteKit(network(intent), name, ends);
  } catch (error) {
    return (error as Error).message.split("\n");
  }
  throw new Error("it was not refused");
};

test("refuses a site that the network has not, and names those that it has", () => {
  expect(refusal({}, "clinic")).toEqual(['no such site; received "clinic"; allowed: main-campus']);
  expect(refusal({ sites: [] }, "clinic")).toEqual([
    'no such site; received "clinic"; allowed: none: no network here has a site',
  ]);
});

test("refuses labels that could tell something or mean something to a device", () => {
  const segments = [segment("pump-server"), atSite("ward-pumps", "ward pumps; drop", ["172.20.8.0/22"])];
  expect(refusal({ segments, sites: [site({ label: "main-campus" })] })).toEqual([
    'the label of site "main-campus" is not an opaque one; received "main-campus"; allowed: such as site-0c77d2ab',
    'the label of segment "ward-pumps" is not an opaque one; received "ward pumps; drop"; allowed: such as seg-3f9a61c0',
  ]);
});

test("refuses what IPv4 and its tunnels do not carry, all of it at once", () => {
  const segments = [
    segment("pump-server"),
    segment("partner", { placement: "outside", blocks: ["2001:db8:1::/48"] }),
    atSite("ward-pumps", "seg-3f9a61c0", ["172.20.8.0/22", "2001:db8::/64"]),
  ];
  const conduits = [
    conduit("ward-pumps", "pump-server", { ...icmp("echo", 128, 0), protocol: "icmpv6" }),
    conduit("ward-pumps", "internet", tcp("https", 443)),
    conduit("partner", "ward-pumps", tcp("https", 443)),
    conduit("ward-pumps", "gone", tcp("https", 443)),
    conduit("pump-server", "partner", tcp("https", 443)),
  ];
  expect(refusal({ segments, conduits })).toEqual([
    'segment "ward-pumps" has an IPv6 block at a site; received 172.20.8.0/22 2001:db8::/64; allowed: IPv4: the tunnels carry nothing else',
    'conduit "ward-pumps>pump-server:echo" carries what IPv4 does not; received icmpv6; allowed: tcp, udp, icmp, or a protocol by its number',
    'conduit "ward-pumps>internet:https" of the site ends at the internet, which is not behind its tunnels; allowed: a segment',
    'conduit "partner>ward-pumps:https" of the site has an end without an IPv4 block; received 2001:db8:1::/48; allowed: a segment with one',
    'conduit "ward-pumps>gone:https" of the site has an end without an IPv4 block; received no segment "gone"; allowed: a segment with one',
  ]);
});

test("refuses a gateway that AWS could not know, and two tunnels with one end", () => {
  const { address: _, ...gateway } = site().gateways[0]!;
  expect(refusal({ sites: [site({ gateways: [gateway] })] })).toEqual([
    'gateway "primary" of site "main-campus" has neither an address nor a certificate; allowed: one of them: AWS knows it by that',
  ]);
  expect(refusal({}, "main-campus", { primary: { tunnels: ["198.51.100.1", "198.51.100.1"] } })).toEqual([
    'two tunnels of site "main-campus" end at one address of AWS; received 198.51.100.1, 198.51.100.1; allowed: an address for each tunnel',
  ]);
});
