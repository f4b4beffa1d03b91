import { parseTunnelEnds } from "../../lib/app";
import { site } from "../report/site-kit/network";
import { synthesizeNetwork } from "../constructs/synth";

const gateway = { vpn_connection_id: "vpn-0123456789abcdef0", tunnels: ["198.51.100.1", "198.51.100.2"] };
const outputs = (sites: unknown) =>
  JSON.stringify({ "st-marys": { sensitive: false, type: "object", value: { sites } } });
const read = (text: string) => parseTunnelEnds(text, "outputs.json", "st-marys", site());
const issue = (sites: unknown) => {
  const parsed = read(outputs(sites));
  return parsed.ok ? undefined : parsed.issue;
};

test("Reads the ends of each gateway of the site, with or without the VPN connection's id.", () => {
  expect(read(outputs({ "main-campus": { primary: gateway }, clinic: 1 }))).toEqual({
    ok: true,
    value: { primary: { connectionId: gateway.vpn_connection_id, tunnels: gateway.tunnels } },
  });
  expect(read(outputs({ "main-campus": { primary: { tunnels: gateway.tunnels } } }))).toEqual({
    ok: true,
    value: { primary: { tunnels: gateway.tunnels } },
  });
});

test("Reads what the outputs of a network are, once Terraform has put values in the place of references.", () => {
  const { terraform, intent } = synthesizeNetwork((network) => {
    network.addVpnGateway({ asn: 64512 });
    network.addSite("main-campus", {
      gateways: [
        { ip: "203.0.113.10", asn: 65010 },
        { ip: "203.0.113.11", asn: 65010 },
      ],
    });
  });
  let last = 0;
  const values = JSON.stringify(terraform.output).replaceAll(
    /"\$\{aws_vpn_connection\.\w[\w-]*\.(id|tunnel[12]_address)\}"/g,
    (_, what) => {
      last += 1;
      return what === "id" ? `"vpn-0123456789abcdef${String(last)}"` : `"198.51.100.${String(last)}"`;
    },
  );
  expect(parseTunnelEnds(values, "outputs.json", "st-marys", intent.networks[0]!.sites[0]!)).toEqual({
    ok: true,
    value: {
      primary: { connectionId: "vpn-0123456789abcdef3", tunnels: ["198.51.100.1", "198.51.100.2"] },
      secondary: { connectionId: "vpn-0123456789abcdef6", tunnels: ["198.51.100.4", "198.51.100.5"] },
    },
  });
});

test.each([
  ["no site", {}, 'output "st-marys" says nothing of site "main-campus"', undefined],
  [
    "no gateway",
    { "main-campus": {} },
    'the outputs have no two tunnels of gateway "primary" of site "main-campus"',
    "nothing",
  ],
  [
    "a name of JavaScript's own",
    { constructor: gateway },
    'output "st-marys" says nothing of site "main-campus"',
    undefined,
  ],
  [
    "one tunnel",
    { "main-campus": { primary: { tunnels: ["198.51.100.1"] } } },
    'the outputs have no two tunnels of gateway "primary" of site "main-campus"',
    '["198.51.100.1"]',
  ],
  [
    "three tunnels",
    { "main-campus": { primary: { tunnels: ["198.51.100.1", "198.51.100.2", "198.51.100.3"] } } },
    'the outputs have no two tunnels of gateway "primary" of site "main-campus"',
    '["198.51.100.1","198.51.100.2","198.51.100.3"]',
  ],
  [
    "a name for an address",
    { "main-campus": { primary: { tunnels: ["198.51.100.1", "aws; drop"] } } },
    'a tunnel of gateway "primary" of site "main-campus" does not end at an IPv4 address',
    '"aws; drop"',
  ],
  [
    "IPv6",
    { "main-campus": { primary: { tunnels: ["2001:db8::1", "198.51.100.2"] } } },
    'a tunnel of gateway "primary" of site "main-campus" does not end at an IPv4 address',
    '"2001:db8::1"',
  ],
  [
    "another id",
    { "main-campus": { primary: { ...gateway, vpn_connection_id: "vpn-\n}" } } },
    'the VPN connection of gateway "primary" of site "main-campus" has no id of AWS\'s form',
    '"vpn-\\n}"',
  ],
])("refuses outputs with %s", (_, sites, what, received) => {
  expect(issue(sites)).toMatchObject({ what, where: "outputs.json", ...(received === undefined ? {} : { received }) });
});

test("refuses what is not JSON", () => {
  expect(read("{")).toMatchObject({ ok: false, issue: { what: "the outputs are not JSON", where: "outputs.json" } });
});
