/** The published schema says what the type says, and a real intent is what both say. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv from "ajv";
import ts from "typescript";
import { criticalities, dataClasses, failModes, kinds } from "../../lib/model";
import { bases } from "../../lib/model/service";
import schema from "../../schemas/intent-1.schema.json";
import { realDocument } from "./real-intent";

const model = join(__dirname, "../../lib/model");

/** Keys of an interface: `name` when it must be there, `name?` when it may be. */
function keysOf(file: string, name: string): string[] {
  const source = ts.createSourceFile(file, readFileSync(join(model, file), "utf8"), ts.ScriptTarget.ES2022);
  const declared = source.statements.find((node) => ts.isInterfaceDeclaration(node) && node.name.text === name);
  if (declared === undefined) throw new Error(`${file} has no interface ${name}`);
  return (declared as ts.InterfaceDeclaration).members
    .map((member) => `${(member.name as ts.Identifier).text}${member.questionToken === undefined ? "" : "?"}`)
    .sort();
}

interface ObjectSchema {
  readonly properties: object;
  readonly required: readonly string[];
  readonly additionalProperties: unknown;
}

function keysIn({ properties, required }: ObjectSchema): string[] {
  return Object.keys(properties)
    .map((key) => (required.includes(key) ? key : `${key}?`))
    .sort();
}

const definitions = schema.definitions as unknown as Readonly<Record<string, ObjectSchema>>;

describe("the schema of the intent", () => {
  test.each([
    ["network", "intent/intent.ts", "IntentNetwork"],
    ["segment", "intent/intent.ts", "IntentSegment"],
    ["subnet", "intent/intent.ts", "IntentSubnet"],
    ["conduit", "intent/intent.ts", "IntentConduit"],
    ["service", "intent/intent.ts", "IntentService"],
    ["inspection", "intent/intent.ts", "IntentInspection"],
    ["exception", "intent/intent.ts", "IntentException"],
    ["flows", "intent/flows.ts", "IntentFlows"],
    ["unrecordedFlows", "intent/flows.ts", "IntentUnrecordedFlows"],
    ["finding", "intent/intent.ts", "IntentFinding"],
    ["aclExcess", "intent/intent.ts", "IntentAclExcess"],
    ["headRoom", "quota/head-room.ts", "HeadRoom"],
    ["lock", "address-plan/lock.ts", "LockDocument"],
    ["lockedSegment", "address-plan/lock.ts", "LockedSegment"],
    ["lockedZone", "address-plan/lock.ts", "LockedZone"],
  ])("has for a %s the keys that its type has, and allows no others", (definition, file, name) => {
    expect(keysIn(definitions[definition]!)).toEqual(keysOf(file, name));
    expect(definitions[definition]!.additionalProperties).toBe(false);
  });

  test("has the keys of the document itself", () => {
    expect(keysIn(schema)).toEqual(keysOf("intent/intent.ts", "Intent"));
    expect(schema.additionalProperties).toBe(false);
  });

  test("has the model's own choices, in full", () => {
    const { segment, conduit, service } = schema.definitions;
    expect(segment.properties.kind.enum).toEqual([...kinds]);
    expect(segment.properties.criticality.enum).toEqual([...criticalities]);
    expect(segment.properties.dataClass.enum).toEqual([...dataClasses]);
    expect(conduit.properties.failMode.enum).toEqual([...failModes]);
    expect([...service.properties.basis.enum].sort()).toEqual([...bases].sort());
  });

  const validate = new Ajv({ strict: true }).compile(schema);

  test("is a strict schema that a real intent keeps", () => {
    validate(realDocument());
    expect(validate.errors).toBeNull();
  });

  test("is broken by the loss of any key of a real intent but these", () => {
    const whole = realDocument();
    const mayGo = new Set<string>();
    const without = (holder: Record<string, unknown>, path: string): void => {
      for (const [key, value] of Object.entries(holder)) {
        const at = `${path}/${/^\d+$/.test(key) || /addressPlan\/segments(\/\*\/zones)?$/.test(path) ? "*" : key}`;
        if (Array.isArray(value)) value.forEach((item, index) => without({ [index]: item }, at));
        else if (typeof value === "object" && value !== null) without(value as Record<string, unknown>, at);
        if (at.endsWith("/*") && !at.includes("addressPlan")) continue;
        Reflect.deleteProperty(holder, key);
        if (validate(whole)) mayGo.add(at);
        holder[key] = value;
      }
    };
    without(whole as unknown as Record<string, unknown>, "");
    expect([...mayGo].sort()).toEqual(
      [
        "/networks/*/addressPlan/segments/*",
        "/networks/*/addressPlan/segments/*/zones/*",
        "/networks/*/addressPlan/segments/*/zones/*/ipv6",
        "/networks/*/conduits/*/approver",
        "/networks/*/conduits/*/expires",
        "/networks/*/conduits/*/failMode",
        "/networks/*/conduits/*/ticket",
        "/networks/*/findings/*/acknowledgedBy",
        "/networks/*/flows",
        "/networks/*/flows/archive/objectLock",
        "/networks/*/flows/archive/reason",
        "/networks/*/flows/dns/alert",
        "/networks/*/segments/*/endOfSupport",
        "/networks/*/segments/*/redundancyGroup",
      ].sort(),
    );
  });
});
