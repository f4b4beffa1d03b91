/** What devices show, and what people may have written. */
import type { IntentSegment } from "../../../lib/model";
import { siteKit } from "../../../lib/report";
import { atSite, conduit, network, segment, site, tcp } from "./network";

/** One and the same network, under names that tell something and under names that tell nothing. */
const named = (of: (name: string) => string, what: Partial<IntentSegment>) =>
  network({
    name: of("saint-hospital"),
    sites: [site({ name: of("main-campus"), owner: of("radiology") })],
    segments: [
      segment(of("infusion-server"), { owner: of("pharmacy"), profiles: [of("alaris-pump")] }),
      atSite(of("intensive-pumps"), "seg-3f9a61c0", ["172.20.8.0/22"], {
        site: of("main-campus"),
        owner: of("intensive-care"),
        ...what,
      }),
    ],
    conduits: [
      conduit(
        of("intensive-pumps"),
        of("infusion-server"),
        { ...tcp(of("alaris"), 3613), title: of("library") },
        { reason: of("dosage"), owner: of("biomedical") },
      ),
    ],
  });
const telling = named((name) => name, {});
const files = siteKit(telling, "main-campus");

test("No file for a device tells a name, an owner, a kind or a reason (SEG-013): with others in their place it is the same.", () => {
  const known: string[] = [];
  const numbered = (name: string) => `n${String(known.includes(name) ? known.indexOf(name) : known.push(name) - 1)}`;
  const others = named(numbered, { kind: "facility", criticality: "medium", profiles: ["other"] });
  const [sheet, ...devices] = siteKit(others, others.sites[0]!.name);
  expect(devices).toEqual(files.slice(1));
  expect(sheet).not.toEqual(files[0]);
});

test("The sheet tells them all.", () => {
  const { text } = files.find(({ file }) => file === "sheet.md")!;
  for (const name of [
    "main-campus",
    "intensive-pumps",
    "infusion-server",
    "library",
    "dosage",
    "biomedical",
    "radiology",
  ]) {
    expect(text).toContain(name);
  }
});

test("What an owner or a reason has in it acts nowhere: not in the sheet's tables, and not in any language of a device.", () => {
  const nasty = '| `x` <script>alert(1)</script> [a](http://b) **c** "; } drop; #\\ & ~';
  const plain = network();
  const hostile = {
    ...plain,
    sites: plain.sites.map((each) => ({ ...each, owner: nasty })),
    segments: plain.segments.map((each) => ({ ...each, owner: nasty })),
    conduits: plain.conduits.map((each) => ({
      ...each,
      reason: nasty,
      owner: nasty,
      service: { ...each.service, title: nasty },
    })),
  };
  const [sheet, ...devices] = siteKit(hostile, "main-campus");
  expect(devices).toEqual(siteKit(plain, "main-campus").slice(1));
  const cells = (line: string) => line.split(/(?<!\\)\|/).length;
  const columns = (text: string) =>
    text
      .split("\n")
      .filter((line) => line.startsWith("|"))
      .map(cells);
  expect(columns(sheet!.text)).toEqual(columns(siteKit(plain, "main-campus")[0]!.text));
  expect(sheet!.text).not.toMatch(/<script|(?<!\\)\[a\]|(?<!\\)\*\*c/);
});
