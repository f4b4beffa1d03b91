/** Reading JSON piece by piece against the parser of the language, and what is kept of a plan against the whole plan. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { Bytes } from "../../lib/terraform/intake/bytes";
import { Pieces, TooDeep, type Keeping } from "../../lib/terraform/intake/pieces";
import { PlanKeeping } from "../../lib/terraform/intake/plan-keeping";
import { facts } from "./read";

function* chunks(bytes: Uint8Array, size: number): Generator<Uint8Array> {
  // One buffer for all, as a file is read.
  const chunk = new Uint8Array(size);
  for (let at = 0; at < bytes.length; at += size) {
    chunk.set(bytes.subarray(at, at + size));
    yield chunk.subarray(0, Math.min(size, bytes.length - at));
  }
}

const all: Keeping = { of: () => undefined, finish: () => undefined };

function inPieces(text: string, size: number, chunk: number, keeping = all): unknown {
  return new Pieces(new Bytes(chunks(new TextEncoder().encode(text), chunk), 1e6), 256, keeping, size).whole();
}

function attempt(run: () => unknown): unknown {
  try {
    return { value: run() };
  } catch (error) {
    return { failed: error instanceof Error };
  }
}

const sizes = fc.tuple(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 40 }));

test("reads what the parser of the language reads, however short the pieces are", () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 6 }), fc.constantFrom(undefined, 2), sizes, (value, indent, [size, chunk]) => {
      const text = JSON.stringify(value, undefined, indent);
      expect(inPieces(text, size, chunk)).toEqual(JSON.parse(text));
    }),
    { numRuns: 500 },
  );
});

test("refuses what the parser of the language refuses, and nothing else", () => {
  const damage = fc.record({
    at: fc.nat(),
    gone: fc.nat({ max: 3 }),
    put: fc.constantFrom("", "", ",", "]", "}", "[", "{", '"', "\\", ":", "x", "1", " ", "null"),
  });
  let refused = 0;
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 4 }), damage, sizes, (value, { at, gone, put }, [size, chunk]) => {
      const whole = JSON.stringify(value);
      const place = at % (whole.length + 1);
      const text = whole.slice(0, place) + put + whole.slice(place + gone);
      // Half of a character of two is none of UTF-8.
      fc.pre(Buffer.from(text).toString() === text);
      const expected = attempt(() => JSON.parse(text));
      expect(attempt(() => inPieces(text, size, chunk))).toEqual(expected);
      if ("failed" in (expected as object)) refused += 1;
    }),
    { numRuns: 2000 },
  );
  expect(refused).toBeGreaterThan(300);
});

test("takes keys that name the machinery of JavaScript for keys like any other", () => {
  const text = '{"a":[{"__proto__":{"x":1}}],"__proto__":{"y":[1,2,3]},"constructor":1}';
  const read = inPieces(text, 8, 5);
  expect(read).toEqual(JSON.parse(text));
  expect(Object.keys(read as object)).toEqual(["a", "__proto__", "constructor"]);
  expect(({} as Record<string, unknown>)["y"]).toBeUndefined();
});

test("refuses what is nested too deeply, however short the pieces are", () => {
  for (const size of [1, 10, 1000]) expect(() => inPieces(`${"[".repeat(300)}${"]".repeat(300)}`, size, 50)).toThrow();
});

/** Elements that begin alike, with what looks like the seam between two in their text, their lists and what follows. */
const alike = fc
  .array(
    fc.record({
      k: fc.oneof(
        fc.jsonValue({ maxDepth: 2 }),
        fc.constantFrom('},{"k"', '}],"b":[{"k"', '"},{"k":"', "é},{", [{ k: 1 }, { k: 2 }], {
          k: [{ k: {} }, { k: 0 }],
        }),
      ),
    }),
    { maxLength: 12 },
  )
  .map((list) => ({ a: list, b: [...list, ...list] }));

test("reads elements that begin alike as the parser of the language does, damaged or not", () => {
  const damage = fc.option(
    fc.record({ at: fc.nat(), put: fc.constantFrom('"', "}", "]", "]}", ',{"k"', "\\", "[", "1") }),
  );
  let [read, refused] = [0, 0];
  fc.assert(
    fc.property(alike, damage, sizes, (value, damaged, [size, chunk]) => {
      const whole = JSON.stringify(value);
      const place = (damaged?.at ?? 0) % (whole.length + 1);
      const text = damaged === null ? whole : whole.slice(0, place) + damaged.put + whole.slice(place);
      const expected = attempt(() => JSON.parse(text));
      expect(attempt(() => inPieces(text, size, chunk))).toEqual(expected);
      if ("failed" in (expected as object)) refused += 1;
      else read += 1;
    }),
    { numRuns: 2000 },
  );
  expect(Math.min(read, refused)).toBeGreaterThan(300);
});

test("elements that begin alike may be nested as deeply as any, and no deeper", () => {
  const text = (depth: number) => `{"a":[{"k":1},{"k":${"[".repeat(depth)}${"]".repeat(depth)}},{"k":2},{"k":3}]}`;
  // The object, its list and the element are three of the 256.
  for (const size of [1, 10, 600, 1000]) {
    expect(inPieces(text(253), size, 50)).toEqual(JSON.parse(text(253)));
    expect(() => inPieces(text(254), size, 50)).toThrow(TooDeep);
  }
});

/** A plan in which each group stands twice, as Terraform prints it, and in the past too; and one that is only planned. */
function twice(): string {
  const group = (name: string, description: string) => ({
    address: `module.m.aws_security_group.${name}`,
    mode: "managed",
    type: "aws_security_group",
    name,
    provider_name: "registry.terraform.io/hashicorp/aws",
    values: { description, vpc_id: "vpc-1", ingress: [rule(description)] },
    sensitive_values: { ingress: [{}] },
  });
  const rule = (block: string) => ({ protocol: "tcp", from_port: 1, to_port: 2, cidr_blocks: [block], self: false });
  const change = (name: string, actions: readonly string[], before: string | null, after: string | null) => {
    const { values: was } = group(name, before ?? "");
    const { values: is, sensitive_values: _, ...rest } = group(name, after ?? "");
    return {
      ...rest,
      module_address: "module.m",
      change: {
        actions,
        before: before === null ? null : was,
        after: after === null ? null : is,
        after_unknown: { id: true },
        before_sensitive: false,
      },
    };
  };
  const changes = [
    change("made", ["create"], null, "10.0.0.0/24"),
    change("same", ["no-op"], "10.0.1.0/24", "10.0.1.0/24"),
    change("changed", ["update"], "10.0.2.0/24", "10.0.3.0/24"),
    change("gone", ["delete"], "10.0.4.0/24", null),
    change("forgotten", ["forget"], "10.0.5.0/24", null),
  ];
  const planned = [
    group("made", "10.0.0.0/24"),
    group("same", "10.0.1.0/24"),
    group("changed", "10.0.3.0/24"),
    group("left-alone", "10.0.6.0/24"),
  ];
  return JSON.stringify({
    format_version: "1.2",
    planned_values: {
      outputs: { odd: { value: { resources: [{ values: "kept" }] } } },
      root_module: { child_modules: [{ address: "module.m", resources: planned }] },
    },
    resource_drift: [change("same", ["update"], "10.0.9.0/24", "10.0.1.0/24")],
    resource_changes: changes,
    configuration: { root_module: {} },
  });
}

test("keeps of resources that stand twice, and in the past, all that their facts need", () => {
  const text = twice();
  const base = facts({ name: "plan.json", text });
  expect(base.securityGroups.map(({ id }) => id)).toEqual(
    ["changed", "forgotten", "left-alone", "made", "same"].map((name) => `module.m.aws_security_group.${name}`),
  );
  for (const size of [16, 300, 900]) {
    const kept = inPieces(text, size, 100, new PlanKeeping());
    expect(facts({ name: "plan.json", text: JSON.stringify(kept) })).toEqual(base);
    expect(kept).toHaveProperty("planned_values.outputs.odd.value.resources", [{ values: "kept" }]);
  }
});

test.each(["hand-written.plan.json", "cdktf.plan.json"])("keeps of %s all that its facts need", (name) => {
  const text = readFileSync(join(__dirname, "fixtures", name), "utf8");
  const base = facts({ name, text });
  for (const size of [16, 200, 5000]) {
    const kept = JSON.stringify(inPieces(text, size, 1000, new PlanKeeping()));
    expect(kept.length).toBeLessThan(text.length);
    expect(facts({ name, text: kept })).toEqual(base);
  }
});

/** A plan with the text of planned resources, and changes of some. */
const planOf = (planned: string, addresses: readonly string[]): string => {
  const changes = addresses.map((address) => ({ address, type: "aws_vpc", change: { actions: ["no-op"], after: {} } }));
  return `{"planned_values":{"root_module":{"resources":[${planned}]}},"resource_changes":${JSON.stringify(changes)}}`;
};

const plannedOf = (text: string): unknown =>
  (inPieces(text, 30, 100, new PlanKeeping()) as { planned_values: { root_module: { resources: unknown } } })
    .planned_values.root_module.resources;

test.each([
  ["one", '{"address":"a.b","values":{}},{"address":"a.c","values":{}}', ["a.c"], [{ address: "a.b", values: {} }]],
  ["none", '{"address":"a.b","values":{}},{"address":"a.c","values":{}}', ["a.c", "a.b"], []],
  ["all", '{"address":"a.b"},{"address":"a.c"}', [], [{ address: "a.b" }, { address: "a.c" }]],
  ["a key in its address", `${JSON.stringify({ address: 'a.b["\\"]' })},{"address":"a.c"}`, ['a.b["\\"]', "a.c"], []],
  [
    "the address elsewhere",
    '{"type":"t","address":"a.b"},{"address":"a.c"}',
    ["a.b", "a.c"],
    [{ type: "t", address: "a.b" }],
  ],
  [
    "characters of several bytes",
    '{"address":"a.b","values":{"n":"ü"}},{}',
    ["a.b"],
    [{ address: "a.b", values: { n: "ü" } }, {}],
  ],
  ["no objects", "1,null", [], [1, null]],
])("planned resources are read where no change tells them: %s", (_, planned, changed, expected) => {
  expect(plannedOf(planOf(planned, changed))).toEqual(expected);
});

test("a planned resource that no change tells must be JSON", () => {
  expect(() => plannedOf(planOf('{"address":"a.b","values":{"x":tru}}', []))).toThrow();
});
