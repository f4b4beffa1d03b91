/** The three allow lists, read back: exactly the conduits of the site, in each of them once. */
import fc from "fast-check";
import { siteKit } from "../../../lib/report";
import type { IntentConduit, IntentNetwork, IntentSegment, IntentService } from "../../../lib/model";
import { atSite, conduit, icmp, network, protocol, segment, site, tcp, udp } from "./network";
import { opening, readFortios, readIos, readNftables, type Opening } from "./read-back";

const services = [
  tcp("https", 443),
  tcp("dicom", 104),
  tcp("also-https", 443),
  tcp("streams", 8000, 8100),
  udp("ntp", 123),
  udp("media", 5000, 5010),
  icmp("echo", 8, 0),
  icmp("unreachable", 3, "any"),
  protocol("gre", 47),
];

/** Segments here, at another site, in AWS and elsewhere. */
const segments: readonly IntentSegment[] = [
  atSite("pumps", "seg-aaaaaa01", ["172.20.0.0/24"], { vlan: 100 }),
  atSite("monitors", "seg-aaaaaa02", ["172.20.4.0/24", "172.20.8.0/23"], { vlan: 101 }),
  atSite("modalities", "seg-aaaaaa03", ["172.20.16.0/20"]),
  atSite("clinic-pumps", "seg-aaaaaa04", ["172.21.0.0/24"], { site: "clinic", vlan: 100 }),
  segment("server", { blocks: ["10.40.2.0/23"] }),
  segment("pacs", { blocks: ["10.40.6.0/23"] }),
  segment("vendor", { placement: "outside", blocks: ["198.51.100.0/28", "2001:db8::/64", "198.51.100.64/28"] }),
];

const random: fc.Arbitrary<IntentNetwork> = fc
  .uniqueArray(
    fc.record({
      from: fc.constantFrom(...segments),
      to: fc.constantFrom(...segments),
      service: fc.constantFrom(...services),
    }),
    { maxLength: 14, selector: ({ from, to, service }) => `${from.name}>${to.name}:${service.name}` },
  )
  .map((wanted) =>
    network({
      sites: [site(), site({ name: "clinic", label: "site-11111111" })],
      segments,
      conduits: wanted.map(({ from, to, service }) => conduit(from.name, to.name, service)),
    }),
  );

const isHere = ({ site: where }: IntentSegment) => where === "main-campus";
const named = (name: string) => segments.find((one) => one.name === name)!;
const v4 = ({ blocks }: IntentSegment) => blocks.filter((block) => !block.includes(":"));

function transport({ protocol: name, ports, icmp: message, number }: IntentService): string {
  if (ports !== undefined) return `${name} ${ports.join("-")}`;
  return message === undefined ? `protocol ${String(number)}` : `icmp ${message.join("/")}`;
}

/** What whoever starts may send by a conduit, from the intent alone. */
function starts({ from, to, service }: IntentConduit): readonly Opening[] {
  return v4(named(from)).flatMap((one) => v4(named(to)).map((other) => opening(one, other, transport(service))));
}

const replies: Readonly<Record<string, string>> = { "icmp 8/0": "icmp 0/0" };

/** What may come back to a list that has no memory. */
function answers({ from, to, service }: IntentConduit): readonly Opening[] {
  const said = transport(service);
  const back = service.ports !== undefined ? `${said} answer` : service.number !== undefined ? said : replies[said];
  if (back === undefined) return [];
  return v4(named(to)).flatMap((one) => v4(named(from)).map((other) => opening(one, other, back)));
}

const touching = ({ conduits }: IntentNetwork) =>
  conduits.filter(({ from, to }) => isHere(named(from)) || isHere(named(to)));
const once = (list: readonly Opening[]) => [...new Set(list)].sort();
const file = (intent: IntentNetwork, name: string) =>
  siteKit(intent, "main-campus").find((one) => one.file === name)!.text;

test("The nftables rules accept exactly what the site's conduits say, each once.", () => {
  fc.assert(
    fc.property(random, (intent) => {
      expect([...readNftables(file(intent, "nftables.nft"))].sort()).toEqual(once(touching(intent).flatMap(starts)));
    }),
  );
});

test("The FortiOS policies accept exactly what the site's conduits say, each once, and deny everything else of all blocks.", () => {
  fc.assert(
    fc.property(random, (intent) => {
      const { allowed, governed } = readFortios(file(intent, "fortios.cfg"));
      expect([...allowed].sort()).toEqual(once(touching(intent).flatMap(starts)));
      const ours = segments.filter(isHere).flatMap(v4);
      expect(governed.slice(0, ours.length).sort()).toEqual([...ours].sort());
      expect(governed).toContain("10.40.0.0/16");
    }),
  );
});

test("The IOS lists of a VLAN permit exactly what its own conduits say, in the direction of who starts, and the answers.", () => {
  fc.assert(
    fc.property(random, (intent) => {
      const { lists, interfaces } = readIos(file(intent, "cisco-ios.cfg"));
      const expected = segments.filter(isHere).flatMap(({ name, label }) => {
        const asks = intent.conduits.filter(({ from }) => from === name);
        const answersTo = intent.conduits.filter(({ to }) => to === name);
        return [
          [`${label!}-in`, once([...asks.flatMap(starts), ...answersTo.flatMap(answers)])],
          [`${label!}-out`, once([...answersTo.flatMap(starts), ...asks.flatMap(answers)])],
        ] as const;
      });
      const read = Object.entries(lists).map(([name, entries]) => [name, [...entries].sort()]);
      expect(Object.fromEntries(read)).toEqual(Object.fromEntries(expected));
      expect(interfaces).toEqual({
        "Vlan100 in": "seg-aaaaaa01-in",
        "Vlan100 out": "seg-aaaaaa01-out",
        "Vlan101 in": "seg-aaaaaa02-in",
        "Vlan101 out": "seg-aaaaaa02-out",
      });
    }),
  );
});

test("Every conduit of the site is in the sheet once, and no other.", () => {
  fc.assert(
    fc.property(random, (intent) => {
      const rows = file(intent, "sheet.md").match(/^\| `flow-[0-9a-f]{12}` \| .*$/gm) ?? [];
      const said = rows.map((row) =>
        row
          .split(" | ")
          .slice(1, 4)
          .map((cell) => cell.replaceAll(/ ?`[^`]*`/g, "")),
      );
      const expected = touching(intent).map(({ from, to, service }) => [from, to, service.title]);
      const short = said.map(([from, to, title]) => [from, to, title!.replace(/ \(.*$/, "")]);
      expect(short.sort()).toEqual(expected.sort());
    }),
  );
});

test("The order of the intent changes no byte.", () => {
  fc.assert(
    fc.property(random, (intent) => {
      const turned = {
        ...intent,
        segments: [...intent.segments].reverse(),
        conduits: [...intent.conduits].reverse(),
        sites: [...intent.sites].reverse(),
      };
      expect(siteKit(turned, "main-campus")).toEqual(siteKit(intent, "main-campus"));
    }),
  );
});

test("What changes at another site changes no byte of this one.", () => {
  fc.assert(
    fc.property(random, (intent) => {
      const before = intent.conduits.filter(({ from, to }) => isHere(named(from)) || isHere(named(to)));
      const changed = {
        ...intent,
        sites: intent.sites.slice(0, 1),
        conduits: before,
        segments: [...intent.segments, atSite("new", "seg-bbbbbb01", ["172.22.0.0/24"], { site: "other" })],
      };
      expect(siteKit(changed, "main-campus")).toEqual(siteKit(intent, "main-campus"));
    }),
  );
});
