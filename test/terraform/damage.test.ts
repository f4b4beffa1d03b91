/**
 * Damaged input: whatever happens to a document, reading it ends, and with facts or a refusal.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { readFacts } from "../../lib/terraform";

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

const documents = ["cdktf.plan.json", "cdktf.tf.json", "hand-written.plan.json"].map((name) => ({
  name,
  json: JSON.parse(readFileSync(join(__dirname, "fixtures", name), "utf8")) as Json,
}));

/** Every place in a document, as a path. */
function places(json: Json, path: string[] = []): string[][] {
  if (typeof json !== "object" || json === null) return [path];
  return [
    path,
    ...Object.keys(json).flatMap((key) => places((json as Record<string, Json>)[key] ?? null, [...path, key])),
  ];
}

/** The document with the value at the place replaced; without it when `by` is undefined. */
function replaced(json: Json, path: string[], by: Json | undefined): Json {
  const copy = structuredClone(json);
  let at: Record<string, Json> = copy as Record<string, Json>;
  for (const key of path.slice(0, -1)) at = at[key] as Record<string, Json>;
  const last = path.at(-1);
  if (last === undefined) return by ?? null;
  if (by === undefined) Reflect.deleteProperty(at, last);
  else at[last] = by;
  return copy;
}

const all = documents.map((document) => places(document.json));

const strange: fc.Arbitrary<Json | undefined> = fc.oneof(
  fc.constantFrom<Json | undefined>(
    undefined,
    null,
    true,
    false,
    0,
    -1,
    1e308,
    "",
    "x",
    [],
    {},
    [null],
    [[]],
    "${",
    "${aws_vpc.vpc",
    "${aws_vpc.vpc.id}",
    "${self}",
    "0.0.0.0/0",
    "::/0",
    "-1",
    "${each.value}",
    "aws_subnet.public[9].id",
  ),
  fc.jsonValue({ maxDepth: 2 }) as fc.Arbitrary<Json>,
);

test("ends with facts or with a refusal, never with a crash", () => {
  fc.assert(
    fc.property(
      fc.nat({ max: documents.length - 1 }),
      fc.array(fc.tuple(fc.nat(), strange), { minLength: 1, maxLength: 4 }),
      (which, changes) => {
        let json = documents[which]?.json ?? null;
        for (const [place, by] of changes) {
          const paths = all[which] ?? [];
          const path = paths[place % paths.length] ?? [];
          try {
            json = replaced(json, path, by);
          } catch {
            // The place went with an earlier change.
          }
        }
        const read = readFacts([{ name: "in.json", text: JSON.stringify(json) }]);
        if (read.ok) {
          const { links, complete, incomplete } = read.value;
          expect(complete).toBe(incomplete.length === 0);
          expect(Object.values(links).every((count) => count >= 0)).toBe(true);
        } else {
          expect(read.issue.what).not.toBe("");
        }
      },
    ),
    { numRuns: 400 },
  );
}, 60_000);

test("never knows more about a damaged document: a link or a rule that was damaged is not taken for absent", () => {
  const config = documents.find((one) => one.name === "cdktf.tf.json")?.json ?? null;
  const bent = replaced(config, ["resource", "aws_vpc_security_group_ingress_rule", "in", "cidr_ipv6"], {
    not: "a block",
  });
  const read = readFacts([{ name: "in.json", text: JSON.stringify(bent) }]);
  if (!read.ok) throw new Error(read.issue.what);
  const rule = read.value.securityGroupRules.find((one) => one.id === "aws_vpc_security_group_ingress_rule.in");
  expect(
    rule?.peers.map(
      (peer) => peer.kind === "addresses" && !("exact" in peer.addresses) && peer.addresses.may.toString(),
    ),
  ).toEqual(["::/0"]);
});
