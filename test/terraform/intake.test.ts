import { readFacts, readPlan, readSnapshot, readState } from "../../lib/terraform";
import { facts, refusal } from "./read";
import { everything } from "./shown";

const text = (json: unknown) => ({ name: "in.json", text: JSON.stringify(json) });

describe("intake", () => {
  test.each([
    [
      "the event stream of terraform plan -json",
      '{"@level":"info","@message":"Terraform 1.11.4","type":"version"}\n{"@level":"info","@message":"Plan: 1 to add"}\n',
      "in.json | this is the event stream of `terraform plan -json`, which does not hold the plan | the output of `terraform show -json PLANFILE`, after `terraform plan -out PLANFILE`",
    ],
    ["nothing at all", "  \n", "in.json | the input is empty | JSON"],
    [
      "a plan of format 2.0",
      '{"format_version":"2.0","planned_values":{}}',
      'in.json | the plan has a format version that is not read here | "2.0" | 0.1, 0.2, 1.x',
    ],
    [
      "a plan whose version is a number",
      '{"format_version":1.2,"planned_values":{}}',
      "in.json | the plan has a format version that is not read here | 1.2 | 0.1, 0.2, 1.x",
    ],
    [
      "a state of format 2.1",
      '{"format_version":"2.1","values":{}}',
      'in.json | the state has a format version that is not read here | "2.1" | 0.1, 0.2, 1.x',
    ],
    [
      "a plan without planned values",
      '{"format_version":"1.2","resource_changes":[]}',
      "in.json | the plan has no planned values | the whole output of `terraform show -json PLANFILE`",
    ],
    [
      "a state file of version 3",
      '{"version":3,"serial":1,"lineage":"x","modules":[]}',
      "in.json | the state file has a version that is not read here | 3 | 4",
    ],
    [
      "an encrypted state",
      '{"serial":1,"lineage":"x","encrypted_data":"x"}',
      "in.json | the state is encrypted | the output of `tofu show -json`",
    ],
    [
      "the manifest of cdktf",
      '{"version":"0.21.0","stacks":{}}',
      "in.json | this is the manifest of cdktf, which names the stacks and does not hold them | the cdk.tf.json of each stack",
    ],
    [
      "a configuration with a strange block",
      '{"resource":{},"resources":{}}',
      'in.json | the configuration has a block that Terraform does not know | "resources"',
    ],
    [
      "a template of CloudFormation",
      '{"AWSTemplateFormatVersion":"2010-09-09","Resources":{}}',
      "in.json | this is a CloudFormation template | cdk.tf.json, a plan or a state from `terraform show -json`, a state file of version 4, or a snapshot of AWS",
    ],
    [
      "a state of Pulumi",
      '{"version":3,"deployment":{}}',
      "in.json | this is the state of Pulumi | cdk.tf.json, a plan or a state from `terraform show -json`, a state file of version 4, or a snapshot of AWS",
    ],
    [
      "an array",
      "[]",
      "in.json | the JSON is not an object | an array | cdk.tf.json, a plan or a state from `terraform show -json`, a state file of version 4, or a snapshot of AWS",
    ],
    ["text as UTF-16", "{\0}\0", "in.json | the input is not UTF-8 text | JSON as UTF-8"],
    [
      "text as UTF-16 by Windows PowerShell",
      [new Uint8Array([0xff, 0xfe, 0x7b, 0])],
      "in.json | the input is UTF-16, as `>` of Windows PowerShell writes it | UTF-8: `terraform show -json PLANFILE | Out-File -Encoding utf8 plan.json`",
    ],
    [
      "a saved plan",
      "PK\u0003\u0004\0\0",
      "in.json | this is a saved plan, which only Terraform reads | the output of `terraform show -json in.json`",
    ],
    [
      "deep nesting",
      `${'{"resource":'.repeat(300)}1${"}".repeat(300)}`,
      "in.json | the input is nested too deeply | at most 256 levels",
    ],
  ])("refuses %s", (_, input, sentence) => {
    expect(refusal({ name: "in.json", text: input })).toBe(sentence);
  });

  test("refuses HCL with what to give instead", () => {
    expect(refusal({ name: "main.tf", text: 'resource "aws_vpc" "v" {}' })).toBe(
      "main.tf | this is configuration in HCL, which is not read | the output of `terraform show -json PLANFILE`, or the configuration in JSON (*.tf.json), as hcl2json makes it",
    );
  });

  test("refuses what Terraform prints for people, with how to have it print JSON", () => {
    const sentence = refusal({ name: "plan.txt", text: "Terraform will perform the following actions:" });
    expect(sentence).toMatch(
      /^plan\.txt \| the input is not JSON \| .* \| JSON, such as `terraform show -json PLANFILE`/,
    );
  });

  test("refuses JSON that was cut off, and says so", () => {
    const whole = JSON.stringify({ resource: { aws_vpc: { main: { cidr_block: "10.0.0.0/16" } } } });
    for (let length = 1; length < whole.length; length += 1) {
      const sentence = refusal({ name: "in.json", text: whole.slice(0, length) });
      expect(sentence).toMatch(/truncated|not JSON/);
    }
    expect(refusal({ name: "in.json", text: whole.slice(0, 30) })).toContain(
      "the JSON ends in the middle: the file is truncated",
    );
  });

  test("refuses a document of another kind than was asked for", () => {
    const configuration = text({ resource: {} });
    for (const read of [readState, readSnapshot])
      expect(read([configuration])).toMatchObject({
        ok: false,
        issue: { what: "the input is of another kind", received: "configuration" },
      });
    expect(readPlan([configuration]).ok).toBe(true);
    expect(readFacts([])).toEqual({ ok: false, issue: { what: "there is no input" } });
  });

  test("reads a brace in a string as text", () => {
    expect(facts(text({ output: { a: { value: "{[".repeat(300) + '\\"' } } })).complete).toBe(true);
  });

  test("takes keys that name the machinery of JavaScript for keys like any other", () => {
    const hostile = `{"resource":{"__proto__":{"x":{"y":1}},"aws_vpc":{"__proto__":{"cidr_block":"10.0.0.0/16"},"constructor":{"cidr_block":"10.1.0.0/16","__proto__":{"cidr_block":"0.0.0.0/0"}},"toString":{"cidr_block":"\${aws_vpc.hasOwnProperty.cidr_block}","tags":{"__proto__":"x"}}}}}`;
    const base = facts({ name: "in.json", text: hostile });
    expect(everything(base)["vpcs"]?.map((line) => line.split(" region")[0])).toEqual([
      "aws_vpc.__proto__ blocks=[10.0.0.0/16]",
      "aws_vpc.constructor blocks=[10.1.0.0/16]",
      "aws_vpc.toString blocks=[within(0.0.0.0/0) (outside)]",
    ]);
    expect(({} as Record<string, unknown>)["cidr_block"]).toBeUndefined();
  });
});
