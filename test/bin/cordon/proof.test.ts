import { readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv from "ajv";
import { certify } from "../../../bin/cordon/certify";
import { check } from "../../../bin/cordon/check";
import { coverage } from "../../../bin/cordon/coverage";
import { explain, type ExplainOptions } from "../../../bin/cordon/explain";
import { failureCode } from "../../../bin/cordon/failure";
import { matrix } from "../../../bin/cordon/matrix";
import { InvalidInput } from "../../../lib/model";
import { InternalDisagreement } from "../../../lib/verify";
import certificatesSchema from "../../../schemas/certificates-1.schema.json";
import checkSchema from "../../../schemas/check-1.schema.json";
import coverageSchema from "../../../schemas/coverage-1.schema.json";
import explainSchema from "../../../schemas/explain-1.schema.json";
import matrixSchema from "../../../schemas/matrix-1.schema.json";
import { inFolderWith, type Files } from "./folder";
import { firstRule, flatPumps, groupOf, synthesizedFolder } from "./proof-input";

interface Answer {
  readonly exitCode: unknown;
  readonly stdout: string;
  readonly failure: readonly string[];
}

async function run(files: Files, command: () => void): Promise<Answer> {
  const before = process.exitCode;
  process.exitCode = undefined;
  try {
    const { stdout, stderr, failure } = await inFolderWith(files, command);
    expect(stderr).toBe("");
    return { exitCode: process.exitCode, stdout, failure };
  } finally {
    process.exitCode = before;
  }
}

const ajv = new Ajv({ strict: true, allErrors: true, allowUnionTypes: false });
const validators = {
  check: ajv.compile(checkSchema),
  matrix: ajv.compile(matrixSchema),
  explain: ajv.compile(explainSchema),
  coverage: ajv.compile(coverageSchema),
  certificates: ajv.compile(certificatesSchema),
};

interface Checked {
  readonly verdict: string;
  readonly findings: readonly {
    readonly id: string;
    readonly verdict: string;
    readonly traffic: unknown;
    readonly witness: unknown;
    readonly rules: readonly string[];
    readonly doubts: readonly string[];
  }[];
  readonly summary: Readonly<Record<"intents" | "sentences" | "assumptions" | "disagreements", readonly string[]>>;
}

interface Reach {
  readonly disagreements: readonly string[];
  readonly places: readonly { readonly id: string }[];
  readonly undecided: readonly object[];
  readonly reach: readonly { readonly from: string; readonly to: string; readonly because: readonly string[] }[];
}

interface Explained {
  readonly disagreements: readonly string[];
  readonly verdict: string;
  readonly hops: readonly object[];
  readonly back: readonly { readonly at: string; readonly rule: string }[];
  readonly blockers: readonly { readonly at: string; readonly rule: string }[];
  readonly witness: object | null;
}

interface Covered {
  readonly disagreements: readonly string[];
  readonly unneeded: readonly string[];
  readonly bare: readonly object[];
  readonly shadowed: readonly string[];
}

interface Certified {
  readonly disagreements: readonly string[];
  readonly pairs: number;
  readonly certificates: readonly {
    readonly from: string;
    readonly to: string;
    readonly confirmed: boolean;
    readonly stopped: readonly { readonly ranges: readonly object[] }[];
  }[];
  readonly without: readonly object[];
}

interface Documents {
  readonly certificates: Certified;
  readonly coverage: Covered;
  readonly check: Checked;
  readonly matrix: Reach;
  readonly explain: Explained;
}

function read<K extends keyof Documents>(name: K, stdout: string): Documents[K] {
  const document: unknown = JSON.parse(stdout);
  validators[name](document);
  expect(validators[name].errors ?? []).toEqual([]);
  return document as Documents[K];
}

const json = { format: "json" };
const text = { format: "text" };
const onFolder = (options: { readonly format: string; readonly intent?: readonly string[] }) => () => {
  check(["cdktf.out"], options);
};
const plan = "cdktf.out/stacks/test/cdk.tf.json";

describe("cordon check", () => {
  test("holds for what the constructs wrote, with exit code 0", async () => {
    const { exitCode, stdout } = await run(synthesizedFolder(), onFolder(json));
    const { verdict, findings, summary } = read("check", stdout);
    expect({ exitCode, verdict, findings, intents: summary.intents }).toEqual({
      exitCode: 0,
      verdict: "holds",
      findings: [],
      intents: ["cdktf.out/stacks/test/intent.json"],
    });
  });

  test("finds the intent beside a file, too", async () => {
    const { stdout } = await run(synthesizedFolder(), () => {
      check([plan], json);
    });
    expect(read("check", stdout).summary.intents).toEqual(["cdktf.out/stacks/test/intent.json"]);
  });

  test("takes the intents of a folder, each once, when they are not beside the input", async () => {
    const files = { ...synthesizedFolder(), "plan/cdk.tf.json": synthesizedFolder()[plan] ?? "" };
    const { stdout } = await run(files, () => {
      check(["plan"], { ...json, intent: ["cdktf.out", "cdktf.out/stacks/test/intent.json"] });
    });
    const { verdict, summary } = read("check", stdout);
    expect([verdict, summary.intents]).toEqual(["holds", ["cdktf.out/stacks/test/intent.json"]]);
  });

  test("finds pumps that reach one another, and names the rules", async () => {
    const { exitCode, stdout } = await run(synthesizedFolder(flatPumps), onFolder(json));
    const { verdict, findings } = read("check", stdout);
    expect([exitCode, verdict]).toEqual([1, "broken"]);
    expect(findings.map(({ id, verdict: of }) => [id, of])).toEqual([
      ["excess:pumps>pumps", "broken"],
      ["flat-device-segment:pumps>pumps", "broken"],
    ]);
    for (const finding of findings) {
      expect(finding.traffic).toEqual([{ protocol: "tcp", ports: [[443, 443]] }]);
      expect(finding.witness).not.toBeNull();
      expect([...finding.rules].sort()).toEqual([
        "aws_vpc_security_group_egress_rule.planted_egress",
        "aws_vpc_security_group_ingress_rule.planted_ingress",
      ]);
    }
  });

  test.each(["ingress", "egress"] as const)("finds that declared traffic lost its %s rule", async (direction) => {
    const segment = direction === "ingress" ? "server" : "pumps";
    const { exitCode, stdout } = await run(synthesizedFolder(firstRule(direction, segment)), onFolder(json));
    const { findings, summary } = read("check", stdout);
    expect([exitCode, findings.map(({ id }) => id)]).toEqual([1, ["missing:pumps>server:https"]]);
    expect(findings[0]?.rules).toEqual([`${groupOf(segment)} (${direction})`]);
    expect(summary.sentences).toEqual([expect.stringContaining("nothing allows tcp 443")]);
  });

  test("says the verdict first, then packet, rules and next step, then the links, without colour", async () => {
    const { stdout } = await run(synthesizedFolder(flatPumps), onFolder(text));
    expect(stdout).toMatch(/^broken {2}2 broken, 0 undecided\n/);
    expect(stdout).toMatch(/ ✗ pumps → pumps {2}tcp 443\n/);
    expect(stdout).toMatch(/ packet +10\.40\.\S+:\d+ → 10\.40\.\S+:443 {2}tcp 443\n/);
    expect(stdout).toMatch(/ next +close the rules named here, or declare a conduit\n/);
    expect(stdout).toMatch(/\nLinks +\d+ exact, \d+ symbolic, 0 ambiguous, 0 unknown\n$/);
    expect(stdout).not.toContain("\u001b");
  });

  test("is undecided about a resource that is not modelled, by its name", async () => {
    const files = synthesizedFolder(({ resource }) => {
      const [vpc = ""] = Object.keys(resource["aws_vpc"] ?? {});
      resource["aws_strange_router"] = { x: { vpc_id: `\${aws_vpc.${vpc}.id}` } };
    });
    const { exitCode, stdout } = await run(files, onFolder(json));
    const { verdict, findings } = read("check", stdout);
    expect([exitCode, verdict, findings[0]?.doubts]).toEqual([1, "undecided", ["aws_strange_router.x"]]);
    expect(findings.map(({ id }) => id)).toEqual(["unread:aws_strange_router.x"]);
    const shown = await run(files, onFolder(text));
    expect(shown.stdout).toMatch(/^undecided {2}0 broken, 1 undecided\n[^]* \? unread:aws_strange_router\.x\n/);
  });

  test("says what was read into a plan", async () => {
    const plan = readFileSync(join(__dirname, "../../terraform/fixtures/hand-written.plan.json"), "utf8");
    const { stdout } = await run({ "plan.json": plan }, () => {
      check(["plan.json"], json);
    });
    expect(read("check", stdout).summary.assumptions).toContainEqual(
      expect.stringMatching(/^.*plan\.json: What is known after the apply only is taken to be made of references/),
    );
  });

  test("asks only what needs no intent when there is none", async () => {
    const { "cdktf.out/stacks/test/intent.json": _, ...files } = synthesizedFolder();
    const { exitCode, stdout } = await run(files, onFolder(text));
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^holds {2}nothing is declared/);
  });

  describe("of inputs without a network", () => {
    const state = { version: 4, terraform_version: "1.11.4", serial: 1, lineage: "x", outputs: {}, resources: [] };
    const plan = (): object => {
      const change = { actions: ["delete"], before: { cidr_block: "10.0.0.0/16" }, after: null, after_unknown: {} };
      const [mode, type, name] = ["managed", "aws_vpc", "v"];
      const resource_changes = [{ address: "aws_vpc.v", mode, type, name, change }];
      return {
        format_version: "1.2",
        terraform_version: "1.11.4",
        planned_values: { root_module: {} },
        resource_changes,
      };
    };
    const other = { resource: { aws_s3_bucket: { b: { bucket: "b" } } } };

    test.each([
      ["an empty state", state],
      ["a stack without a network", other],
    ])("is undecided about %s, by name", async (_, document) => {
      const { exitCode, stdout } = await run({ "x.json": document }, () => {
        check(["x.json"], json);
      });
      const { findings, summary } = read("check", stdout);
      expect([exitCode, findings.map(({ id }) => id)]).toEqual([1, ["nothing"]]);
      expect(summary.sentences).toEqual([
        "no input describes a VPC, a subnet or an interface: there is nothing to prove anything of",
      ]);
      const shown = await run({ "x.json": document }, () => {
        matrix(["x.json"], json);
      });
      expect([shown.exitCode, read("matrix", shown.stdout).undecided]).toEqual([
        1,
        [{ about: "the network", why: expect.stringContaining("no input describes a VPC") as unknown }],
      ]);
    });

    test("holds for a plan that destroys all of it, and says that nothing is left", async () => {
      const { exitCode, stdout } = await run({ "x.json": plan() }, () => {
        check(["x.json"], text);
      });
      expect([exitCode, stdout.split("\n")[1]?.trim()]).toEqual([
        0,
        "nothing is left: the plan destroys all that it manages",
      ]);
    });

    test("minds no stack without a network beside one that has one", async () => {
      const files = { ...synthesizedFolder(), "other/cdk.tf.json": other };
      const { exitCode } = await run(files, () => {
        check(["cdktf.out", "other/cdk.tf.json"], json);
      });
      expect(exitCode).toBe(0);
    });
  });

  const intentFile = "cdktf.out/stacks/test/intent.json";

  test("takes an intent without a segment for none: of nothing everything would hold", async () => {
    const intent = JSON.parse(synthesizedFolder()[intentFile] as string) as { networks: unknown[] };
    const { exitCode, stdout } = await run(
      { ...synthesizedFolder(flatPumps), [intentFile]: { ...intent, networks: [] } },
      onFolder(text),
    );
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^holds {2}nothing is declared/);
  });

  // Two stacks of one program, such as a test stage and a live one, have the same addresses.
  test("does not guess which of several stacks an intent is about that lies beside none of them", async () => {
    const files = {
      "live/cdk.tf.json": synthesizedFolder(flatPumps)[plan] as object,
      "stage/cdk.tf.json": synthesizedFolder()[plan] as object,
      "declared/intent.json": synthesizedFolder()[intentFile] as string,
    };
    const { exitCode, stdout } = await run(files, () => {
      check(["stage/cdk.tf.json", "live/cdk.tf.json"], { format: "json", intent: ["declared/intent.json"] });
    });
    const { verdict, findings } = read("check", stdout);
    expect([exitCode, verdict]).toEqual([1, "undecided"]);
    expect(findings.every(({ id }) => id.startsWith("unplaced:declared/intent.json:aws_"))).toBe(true);
  });

  const escape = { version: "0.21.0", stacks: { test: { workingDirectory: "../elsewhere" } } };
  const refusals: readonly (readonly [string, () => Files, string])[] = [
    ["an input that is not there", () => ({}), 'cordon: cannot read "cdktf.out"'],
    ["a folder with nothing in it", () => ({ "cdktf.out/x": "" }), 'cordon: "cdktf.out" holds no manifest.json'],
    ["a manifest of another kind", () => ({ "cdktf.out/manifest.json": "[]" }), "is not a manifest"],
    ["a manifest that leads out", () => ({ "cdktf.out/manifest.json": escape }), 'working folder "../elsewhere"'],
    ["a stack that is gone", () => ({ ...synthesizedFolder(), [plan]: "" }), "the input is empty"],
    [
      "a folder of which Terraform reads more than the stack",
      () => ({
        ...synthesizedFolder(),
        "cdktf.out/stacks/test/hand.tf": "",
        "cdktf.out/stacks/test/a.auto.tfvars": "",
      }),
      'cordon: Terraform reads more in "cdktf.out/stacks/test" than cdk.tf.json; received a.auto.tfvars, hand.tf',
    ],
    ["truncated JSON", () => ({ ...synthesizedFolder(), [plan]: '{"resource": {' }), "truncated"],
    [
      "a damaged intent",
      () => ({ ...synthesizedFolder(), "cdktf.out/stacks/test/intent.json": "{" }),
      "the intent is not JSON",
    ],
  ];
  test.each(refusals)("refuses %s on one line and prints nothing else", async (_, files, line) => {
    const { stdout, failure } = await run(files(), onFolder(json));
    expect(stdout).toBe("");
    expect(failure).toEqual([expect.stringContaining(line)]);
  });

  test("refuses an intent file that is not there, and an unknown format", async () => {
    const gone = await run(synthesizedFolder(), onFolder({ format: "json", intent: ["gone.json"] }));
    expect(gone.failure).toEqual([expect.stringMatching(/^cordon: cannot read "gone\.json"; received ENOENT/)]);
    const xml = await run(synthesizedFolder(), onFolder({ format: "xml" }));
    expect(xml.failure).toEqual(['cordon: unknown format; received "xml"; allowed: text, json']);
  });
});

describe("cordon matrix", () => {
  test("shows the declared conduit and nothing else, with its rules", async () => {
    const { exitCode, stdout } = await run(synthesizedFolder(), () => {
      matrix(["cdktf.out"], json);
    });
    const { places, reach } = read("matrix", stdout);
    expect(exitCode).toBe(0);
    expect(places.map(({ id }) => id)).toEqual(["guests", "pumps", "server", "internet"]);
    expect(reach).toEqual([
      {
        from: "pumps",
        to: "server",
        bound: "must",
        traffic: [{ protocol: "tcp", ports: [[443, 443]] }],
        because: expect.arrayContaining([
          expect.stringMatching(/^aws_vpc_security_group_egress_rule\./),
          expect.stringMatching(/^aws_vpc_security_group_ingress_rule\./),
        ]) as unknown,
      },
    ]);
  });

  test("prints the pairs as a table", async () => {
    const { stdout } = await run(synthesizedFolder(), () => {
      matrix(["cdktf.out"], text);
    });
    expect(stdout).toMatch(/^1 surely, 0 perhaps {2}of \d+ pairs of 4 places\n/);
    expect(stdout).toMatch(/\n {2}pumps +server +surely +tcp 443\n/);
  });
});

describe("cordon explain", () => {
  const ask = (more: Partial<ExplainOptions>) => () => {
    explain(["cdktf.out"], { from: "pumps", to: "server", protocol: "tcp", port: "443", format: "json", ...more });
  };
  test("shows the way of a packet that passes", async () => {
    const { exitCode, stdout } = await run(synthesizedFolder(), ask({}));
    const { verdict, hops, back, blockers, witness } = read("explain", stdout);
    expect([exitCode, verdict, blockers]).toEqual([0, "allowed", []]);
    expect(hops.length).toBeGreaterThan(0);
    expect(back.map(({ at }) => at.replace(/^(aws_\w+)\.\S+/, "$1"))).toEqual([
      "aws_network_acl (egress)",
      "aws_route_table",
      "aws_network_acl (ingress)",
    ]);
    expect(witness).toMatchObject({ from: { port: 49_152 }, to: { port: 443 }, transport: "tcp 443" });
  });

  test("says as text with which ports of the client answers get back", async () => {
    const { stdout } = await run(synthesizedFolder(), ask({ format: "text" }));
    expect(stdout).toMatch(/\nAnswers +get back to client ports 1024-65535\n/);
    expect(stdout).toMatch(
      /\nWay back {2}security groups let answers through by themselves\n(?: .*\n)* +aws_network_acl\.\S+/,
    );
  });

  test("shows everything that stops another, from a subnet to an address", async () => {
    const options = { from: "internet", to: "10.40.1.9", port: "22" };
    const { exitCode, stdout } = await run(synthesizedFolder(), ask(options));
    const { verdict, blockers, witness } = read("explain", stdout);
    expect([exitCode, verdict, witness]).toEqual([1, "blocked", null]);
    expect(blockers.length).toBeGreaterThan(0);
  });

  test("asks about ICMP by type and code", async () => {
    const { port: _, ...icmp } = { from: "pumps", to: "server", protocol: "icmp", type: "8", format: "text", port: "" };
    const { exitCode, stdout } = await run(synthesizedFolder(), () => {
      explain(["cdktf.out"], icmp);
    });
    expect(exitCode).toBe(1);
    expect(stdout).toMatch(/^blocked {2}pumps → server {2}icmp 8\/0\n/);
  });

  test.each<readonly [string, Partial<ExplainOptions>, string]>([
    [
      "an unknown place",
      { from: "icu" },
      'no such place; received "icu"; allowed: a segment, a Terraform address, an IP address, or internet; there are guests, pumps, server, internet',
    ],
    [
      "an address at which AWS answers itself",
      { to: "169.254.169.254" },
      'AWS answers at this address itself (instance and task metadata), and no group and no ACL stops that; received "169.254.169.254"; allowed: a place of the inputs',
    ],
    ["a port out of range", { port: "70000" }, 'port is not one port; received "70000"; allowed: 1 to 65535'],
    ["a type of TCP", { type: "8" }, "tcp has no type; received --type 8; allowed: no --type"],
    ["ICMP with a port", { protocol: "icmp" }, "icmp has no port; received --port 443; allowed: no --port"],
    [
      "a protocol with a name by its number",
      { protocol: "6" },
      'unknown protocol; received "6"; allowed: tcp, udp, icmp, icmpv6, or a number from 0 to 255 that is none of theirs',
    ],
    [
      "a protocol that there is not",
      { protocol: "tpc" },
      'unknown protocol; received "tpc"; allowed: tcp, udp, icmp, icmpv6, or a number from 0 to 255 that is none of theirs',
    ],
    ["a port of a protocol without", { protocol: "47" }, "47 has no port; received --port 443; allowed: no --port"],
  ])("refuses %s", async (_, options, line) => {
    const { stdout, failure } = await run(synthesizedFolder(), ask(options));
    expect([stdout, failure]).toEqual(["", [`cordon: ${line}`]]);
  });
});

describe("a plan and a cdk.tf.json that disagree", () => {
  const file = (name: string): string => readFileSync(join(__dirname, "../../terraform/fixtures", name), "utf8");
  const files = (): Files => ({
    "cdk.tf.json": file("cdktf.tf.json").replace('"cidr_block":"10.0.1.0/24"', '"cidr_block":"10.0.7.0/24"'),
    "plan.json": file("cdktf.plan.json"),
    "pumps.intent.json": synthesizedFolder()["cdktf.out/stacks/test/intent.json"] ?? "",
  });
  const both = ["cdk.tf.json", "plan.json"];
  const packet = { from: "internet", to: "internet", protocol: "tcp", port: "443" };
  const commands = {
    check: (format: string) => check(both, { format }),
    matrix: (format: string) => matrix(both, { format }),
    explain: (format: string) => explain(both, { format, ...packet }),
    coverage: (format: string) => coverage(both, { format, intent: ["pumps.intent.json"] }),
    certificates: (format: string) => certify(both, { format }),
  };
  const said = "aws_subnet.pumps.cidr_block: The plan and the configuration say different things.";

  test.each(["check", "matrix", "explain", "coverage", "certificates"] as const)("are reported: %s", async (name) => {
    const { stdout } = await run(files(), () => commands[name]("json"));
    const document = read(name, stdout);
    expect("summary" in document ? document.summary.disagreements : document.disagreements).toEqual([said]);
    expect((await run(files(), () => commands[name]("text"))).stdout).toMatch(
      /\nDisagreements {2}two inputs differ[^\n]*\n {2}aws_subnet\.pumps\.cidr_block: /,
    );
  });

  test("are no disagreement where they do not", async () => {
    const { stdout } = await run(synthesizedFolder(), () => matrix(["cdktf.out"], text));
    expect(stdout).not.toContain("Disagreements");
  });
});

test("ends with 3 when the proof contradicts itself, and with 2 for anything that is refused", () => {
  const end = { kind: "internet" } as const;
  const packet = { family: 4, from: end, to: end, source: 0n, destination: 0n, point: 0, clientPort: 0 } as const;
  expect(failureCode(new InternalDisagreement(packet, "it passes", "no", "internet to internet"))).toBe(3);
  expect(failureCode(new InvalidInput([{ what: "no such place" }]))).toBe(2);
});

describe("cordon coverage", () => {
  const onAll = (options: { readonly format: string; readonly intent?: readonly string[] }) => () => {
    coverage(["cdktf.out"], options);
  };

  test("finds nothing in what the constructs wrote, with exit code 0", async () => {
    const { exitCode, stdout } = await run(synthesizedFolder(), onAll(json));
    expect({ exitCode, ...read("coverage", stdout) }).toMatchObject({
      exitCode: 0,
      unneeded: [],
      bare: [],
      shadowed: [],
    });
  });

  test("names rules that no conduit needs", async () => {
    const { exitCode, stdout } = await run(synthesizedFolder(flatPumps), onAll(json));
    expect([exitCode, [...read("coverage", stdout).unneeded].sort()]).toEqual([
      0,
      ["aws_vpc_security_group_egress_rule.planted_egress", "aws_vpc_security_group_ingress_rule.planted_ingress"],
    ]);
  });

  test("names a conduit whose rule is gone, with exit code 1", async () => {
    const { exitCode, stdout } = await run(synthesizedFolder(firstRule("ingress", "server")), onAll(json));
    expect([exitCode, read("coverage", stdout).bare]).toEqual([
      1,
      [{ conduit: "pumps>server:https", side: "ingress" }],
    ]);
    const shown = await run(synthesizedFolder(firstRule("ingress", "server")), onAll(text));
    expect(shown.stdout).toMatch(/^Unneeded +0 of \d+ security-group rules\nBare +1 of \d+ conduits\n/);
    expect(shown.stdout).toContain("\n  pumps>server:https  (no rule lets it in)\n");
  });

  test("refuses inputs with which nothing is declared", async () => {
    const files = synthesizedFolder();
    const { failure } = await run({ "cdk.tf.json": files[plan] ?? "" }, () => {
      coverage(["cdk.tf.json"], json);
    });
    expect(failure).toEqual([expect.stringContaining("coverage is about what is declared, and nothing is")]);
  });
});

describe("cordon certify", () => {
  const onAll = (options: Parameters<typeof certify>[1]) => () => {
    certify(["cdktf.out"], options);
  };

  test("certifies every pair that the matrix does not show, each confirmed, with exit code 0", async () => {
    const { exitCode, stdout } = await run(synthesizedFolder(), onAll(json));
    const { pairs, certificates, without } = read("certificates", stdout);
    const shown = await run(synthesizedFolder(), () => {
      matrix(["cdktf.out"], json);
    });
    const { reach, places } = read("matrix", shown.stdout);
    const passing = new Set(reach.filter(({ from, to }) => from !== to).map(({ from, to }) => `${from} > ${to}`));
    const all = places.flatMap((a) => places.filter((b) => a !== b).map((b) => `${a.id} > ${b.id}`));
    expect([exitCode, pairs, without]).toEqual([0, all.length, []]);
    expect(certificates.map(({ from, to }) => `${from} > ${to}`).sort()).toEqual(
      all.filter((pair) => !passing.has(pair)).sort(),
    );
    expect(certificates.every(({ confirmed, stopped }) => confirmed && stopped.length > 0)).toBe(true);
  });

  test("shows what stops one pair, and nothing of a pair that may speak", async () => {
    const pair = (from: string, to: string) => onAll({ ...text, from, to });
    const stopped = await run(synthesizedFolder(), pair("pumps", "internet"));
    expect(stopped.exitCode).toBe(0);
    expect(stopped.stdout).toMatch(/^Isolated +1 of 1 pair of places\nCertified 1, confirmed/);
    expect(stopped.stdout).toContain("pumps to internet  what stops every packet\n  ■ aws_");
    const open = await run(synthesizedFolder(), pair("pumps", "server"));
    expect(open.exitCode).toBe(1);
    expect(open.stdout).toContain("this pair is not isolated");
    expect(open.stdout).toMatch(/^Isolated +0 of 1 pair of places\nCertified none/);
  });

  test("refuses one place twice, and a place that is not there", async () => {
    const twice = await run(synthesizedFolder(), onAll({ ...text, from: "pumps", to: "pumps" }));
    expect(twice.failure).toEqual([expect.stringContaining("isolation is between two places")]);
    const { failure } = await run(synthesizedFolder(), onAll({ ...text, from: "pump" }));
    expect(failure).toEqual([expect.stringContaining('no such place; received "pump"')]);
  });
});
