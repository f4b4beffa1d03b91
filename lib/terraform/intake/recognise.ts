/**
 * Says what a JSON document is, by its own marks, and refuses what is not read here with a sentence that helps.
 */
import type { Issue } from "../../model";
import type { Input } from "./json";
import { isArray, isObject, own, ownText, type Json, type JsonObject } from "./value";

export type Document =
  | { readonly kind: "configuration"; readonly json: JsonObject }
  | { readonly kind: "plan"; readonly json: JsonObject }
  /** `terraform show -json` of a state. */
  | { readonly kind: "shown-state"; readonly json: JsonObject }
  /** The state file itself. */
  | { readonly kind: "state"; readonly json: JsonObject }
  | { readonly kind: "snapshot"; readonly json: JsonObject };

export type Recognised =
  { readonly ok: true; readonly value: Document } | { readonly ok: false; readonly issue: Issue };

/** Keys that only a snapshot has: the lists that `aws ec2 describe-*` prints. */
export const snapshotKeys: ReadonlySet<string> = new Set([
  "Vpcs",
  "Subnets",
  "RouteTables",
  "NetworkAcls",
  "SecurityGroups",
  "SecurityGroupRules",
  "NetworkInterfaces",
  "Reservations",
  "Instances",
  "InternetGateways",
]);

const configurationKeys = new Set([
  "//",
  "terraform",
  "provider",
  "resource",
  "data",
  "ephemeral",
  "module",
  "variable",
  "output",
  "locals",
  "check",
  "import",
  "moved",
  "removed",
]);

/** The event stream has one object a line, each with these. */
export function isEventStream(head: string): boolean {
  const [first = "", second = ""] = head.trimStart().split("\n", 2);
  return [first, second].some((line) => line.includes('"@level"') && line.includes('"@message"'));
}

export const eventStreamIssue = (input: Input): Issue => ({
  what: "this is the event stream of `terraform plan -json`, which does not hold the plan",
  allowed: "the output of `terraform show -json PLANFILE`, after `terraform plan -out PLANFILE`",
  where: input.name,
});

export function recognise(input: Input, json: Json): Recognised {
  const no = (what: string, rest: Partial<Issue> = {}): Recognised => ({
    ok: false,
    issue: { what, ...rest, where: input.name },
  });
  if (!isObject(json))
    return no("the JSON is not an object", { received: isArray(json) ? "an array" : typeof json, allowed: kinds });
  if (own(json, "@level") !== undefined) return { ok: false, issue: eventStreamIssue(input) };
  if (own(json, "format_version") !== undefined) return versioned(json, no);
  if (own(json, "lineage") !== undefined || own(json, "serial") !== undefined) return stateFile(json, no);
  if (
    own(json, "AWSTemplateFormatVersion") !== undefined ||
    (own(json, "Resources") !== undefined && !Object.keys(json).some((key) => snapshotKeys.has(key)))
  ) {
    return no("this is a CloudFormation template", { allowed: kinds });
  }
  if (own(json, "deployment") !== undefined && own(json, "version") !== undefined)
    return no("this is the state of Pulumi", { allowed: kinds });
  if (own(json, "stacks") !== undefined && own(json, "version") !== undefined) {
    return no("this is the manifest of cdktf, which names the stacks and does not hold them", {
      allowed: "the cdk.tf.json of each stack",
    });
  }
  const keys = Object.keys(json);
  if (keys.some((key) => snapshotKeys.has(key))) return { ok: true, value: { kind: "snapshot", json } };
  if (keys.some((key) => configurationKeys.has(key))) {
    const strange = keys.find((key) => !configurationKeys.has(key));
    if (strange === undefined) return { ok: true, value: { kind: "configuration", json } };
    return no(`the configuration has a block that Terraform does not know`, {
      received: JSON.stringify(strange.slice(0, 60)),
    });
  }
  return no("the JSON is of no format that is read here", {
    received: `keys ${
      keys
        .slice(0, 5)
        .map((key) => JSON.stringify(key.slice(0, 40)))
        .join(", ") || "none"
    }`,
    allowed: kinds,
  });
}

const kinds =
  "cdk.tf.json, a plan or a state from `terraform show -json`, a state file of version 4, or a snapshot of AWS";

type No = (what: string, rest?: Partial<Issue>) => Recognised;

/** Plans 0.1 and 0.2 come from Terraform 0.12 to 1.0; everything since is 1.x. */
function versioned(json: JsonObject, no: No): Recognised {
  const version = ownText(json, "format_version");
  const isPlan = ["planned_values", "resource_changes", "configuration"].some((key) => own(json, key) !== undefined);
  const what = isPlan ? "plan" : "state";
  const known = version !== undefined && (/^1\.[0-9]+$/.test(version) || /^0\.[12]$/.test(version));
  if (!known)
    return no(`the ${what} has a format version that is not read here`, {
      received: JSON.stringify(version ?? own(json, "format_version") ?? null),
      allowed: "0.1, 0.2, 1.x",
    });
  if (isPlan) {
    if (!isObject(own(json, "planned_values")) || !isArray(own(json, "resource_changes") ?? [])) {
      return no("the plan has no planned values", { allowed: "the whole output of `terraform show -json PLANFILE`" });
    }
    return { ok: true, value: { kind: "plan", json } };
  }
  if (own(json, "provider_schemas") !== undefined) return no("these are provider schemas", { allowed: kinds });
  const values = own(json, "values");
  if (values !== undefined && !isObject(values)) return no("the values of the state are not an object");
  return { ok: true, value: { kind: "shown-state", json } };
}

function stateFile(json: JsonObject, no: No): Recognised {
  if (own(json, "encrypted_data") !== undefined)
    return no("the state is encrypted", { allowed: "the output of `tofu show -json`" });
  const version = own(json, "version");
  if (version !== 4)
    return no("the state file has a version that is not read here", {
      received: JSON.stringify(version ?? null),
      allowed: "4",
    });
  if (!isArray(own(json, "resources"))) return no("the state file has no list of resources");
  return { ok: true, value: { kind: "state", json } };
}
