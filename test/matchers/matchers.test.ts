import "cdktf-cordon/testing";
import { VpcSecurityGroupEgressRule } from "@cdktf/provider-aws/lib/vpc-security-group-egress-rule";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { TerraformStack, Testing } from "cdktf";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { AddressPlan, services } from "../../lib";
import { synthesizedFolder } from "../bin/cordon/proof-input";
import { inFolder } from "../constructs/synth";
import { addStrangeRouter, build, groupOf, openPort22, type Built } from "./network";

/** What a failing expectation says, without colour. */
function failure(expectation: () => void): string {
  try {
    expectation();
  } catch (error) {
    // eslint-disable-next-line no-control-regex -- colour codes are control characters
    return (error as Error).message.replaceAll(/\u001b\[\d+m/g, "");
  }
  throw new Error("the expectation passed");
}

/** The verdict that a failing expectation shows. */
const verdict = (expectation: () => void) => /^(holds|broken|undecided)/m.exec(failure(expectation))?.[1];

let sound: Built;
let broken: Built;
let open: Built;

beforeAll(() => {
  sound = build();
  broken = build();
  openPort22(broken);
  open = build();
  addStrangeRouter(open);
});

describe("toHold", () => {
  test("passes for exactly what is declared, and not under .not", () => {
    expect(sound.stack).toHold();
    expect(failure(() => expect(sound.stack).not.toHold())).toBe(
      `expect(network).not.toHold()

broken

  ✗ all that is declared
    what      everything that is declared passes, and nothing else does
    next      claim that it holds`,
    );
  });

  test("fails with the packet, the rules and the next step for what was opened beside it, and passes under .not", () => {
    expect(broken.stack).not.toHold();
    expect(failure(() => expect(broken.stack).toHold())).toBe(
      `expect(network).toHold()

broken

  ✗ infusion-pumps → infusion-pumps  tcp 22
    what      traffic that no conduit declares passes: 10.40.1.4 to 10.40.1.5, tcp 22
    packet    10.40.1.4:49152 → 10.40.1.5:22  tcp 22
    rules     aws_vpc_security_group_egress_rule.opened, aws_vpc_security_group_ingress_rule.opened
    next      close the rules named here, or declare a conduit
  ✗ infusion-pumps → infusion-pumps  tcp 22
    what      devices of one segment reach each other
    packet    10.40.1.4:49152 → 10.40.1.5:22  tcp 22
    rules     aws_vpc_security_group_egress_rule.opened, aws_vpc_security_group_ingress_rule.opened
    next      close the rules named here`,
    );
  });

  test("refuses a network of which nothing is declared", () => {
    const stack = new TerraformStack(Testing.app(), "bare");
    expect(failure(() => expect(stack).toHold())).toMatch(/^nothing is declared, so there is nothing that could hold/);
    expect(failure(() => expect(stack).not.toHold())).toMatch(/^nothing is declared/);
  });
});

describe("toIsolate", () => {
  test("passes where neither reaches the other, for one place and for several", () => {
    expect(sound.stack).toIsolate("infusion-pumps", "internet");
    expect(sound.stack).toIsolate("guests", ["infusion-pumps", "pump-server", "internet", "guests"]);
    expect(sound.stack).toIsolate("10.40.1.7", "10.40.0.9");
  });

  test("fails with the packet and its way through whichever side starts it", () => {
    const message = failure(() => expect(sound.stack).toIsolate("pump-server", "infusion-pumps"));
    expect(message.split("\n").slice(0, 7)).toEqual([
      'expect(network).toIsolate("pump-server", "infusion-pumps")',
      "",
      "broken",
      "",
      "  ✗ infusion-pumps → pump-server  tcp 443",
      "    what      it passes",
      "    packet    10.40.1.4:49152 → 10.40.2.4:443  tcp 443",
    ]);
    expect(message).toMatch(/\n {4}way {7}aws_route_table\.\S+\n? +\(aws_vpc\.\S+ \(local route\)\)\n/);
    expect(message).toMatch(/\n {4}rules {5}aws_vpc_security_group_egress_rule\.\S+_https_/);
    expect(message).toMatch(/\n {4}next {6}close one of the rules named here$/);
  });

  test("passes under .not where something passes, and fails with all blockers where nothing does", () => {
    expect(sound.stack).not.toIsolate("pump-server", "infusion-pumps");
    const message = failure(() => expect(sound.stack).not.toIsolate("guests", "pump-server"));
    expect(message).toMatch(/ ✗ guests → pump-server {2}all\n/);
    expect(message).toMatch(/ what {6}nothing passes, either way; this stops tcp 443:\n/);
    expect(message.match(/aws_\S+ \((egress|ingress)\): nothing allows/g)).toHaveLength(6);
    expect(message).toMatch(/ next {6}declare a conduit, or claim that they are isolated$/);
  });

  test("refuses .not of several places, and no place at all", () => {
    expect(failure(() => expect(sound.stack).not.toIsolate("guests", ["internet", "pump-server"]))).toMatch(
      /^\.not\.toIsolate does not say which part of it is wrong; received several places; allowed: one place at a time/,
    );
    expect(failure(() => expect(sound.stack).toIsolate("guests", []))).toMatch(
      /^there are no places to isolate from; received an empty list/,
    );
  });
});

describe("toReach", () => {
  test("passes for traffic in every form, and for any", () => {
    expect(sound.stack).toReach("infusion-pumps", "pump-server");
    expect(sound.stack).toReach("infusion-pumps", "pump-server", services.https);
    expect(sound.stack).toReach("infusion-pumps", "pump-server", { protocol: "tcp", port: 443 });
    expect(sound.stack).toReach("10.40.1.9", "pump-server", [{ protocol: "tcp", ports: [443, 443] }]);
    expect(sound.stack).not.toReach("infusion-pumps", "pump-server", { protocol: "udp", port: 443 });
    expect(sound.stack).not.toReach("infusion-pumps", "pump-server", { protocol: "icmp", type: 8 });
    expect(sound.stack).not.toReach("infusion-pumps", "pump-server", { protocol: "icmp", type: 3, code: 4 });
    expect(sound.stack).not.toReach("infusion-pumps", "pump-server", { protocol: 47 });
    expect(sound.stack).not.toReach("pump-server", "infusion-pumps");
  });

  test("fails with everything that stops it", () => {
    const message = failure(() => expect(sound.stack).toReach("infusion-pumps", "pump-server", services.ssh));
    expect(message).toMatch(/^expect\(network\)\.toReach\("infusion-pumps", "pump-server", tcp 22\)\n\nbroken\n/);
    expect(message).toMatch(/ stopped {3}aws_security_group\.\S+ \(egress\): nothing allows tcp 22\n/);
    expect(message.match(/nothing allows tcp 22/g)).toHaveLength(4);
    expect(message).toMatch(/ next {6}allow it where it is stopped$/);
  });

  test("fails under .not with the packet that passes", () => {
    const message = failure(() => expect(broken.stack).not.toReach("infusion-pumps", "infusion-pumps", services.ssh));
    expect(message).toMatch(/ packet {4}10\.40\.1\.4:49152 → 10\.40\.1\.5:22 {2}tcp 22\n/);
  });

  test("neither passes nor is denied when only a part of the traffic passes", () => {
    const both = [services.https, services.ssh];
    expect(verdict(() => expect(sound.stack).toReach("infusion-pumps", "pump-server", both))).toBe("broken");
    expect(verdict(() => expect(sound.stack).not.toReach("infusion-pumps", "pump-server", both))).toBe("broken");
  });

  test.each([
    ["null", null],
    ["a name", "https"],
    ["a protocol without its port", { protocol: "tcp" }],
    ["a port and a run of ports", { protocol: "tcp", port: 443, ports: [1, 2] }],
    ["a port that is text", { protocol: "tcp", port: "22" }],
    ["ports that are no run", { protocol: "udp", ports: [443] }],
    ["ICMP with a port", { protocol: "icmp", port: 443 }],
    ["TCP by its number", { protocol: 6 }],
    ["an unknown protocol", { protocol: "sctp" }],
    ["an empty list", []],
    ["a key too many", { protocol: 47, port: 1 }],
  ])("refuses %s as traffic", (_, traffic) => {
    for (const expectation of [expect(sound.stack), expect(sound.stack).not])
      expect(failure(() => expectation.toReach("guests", "internet", traffic as never))).toMatch(
        /^traffic of a claim is not understood; received .*; allowed: a service, \{ protocol: "tcp", port: 443 \}/,
      );
  });

  test("refuses a port and a type out of range", () => {
    const ask = (traffic: object) => failure(() => expect(sound.stack).toReach("guests", "internet", traffic as never));
    expect(ask({ protocol: "tcp", port: 0 })).toMatch(/^port is out of range; received 0/);
    expect(ask({ protocol: "icmp", type: 256 })).toMatch(/^type of icmp is out of range; received 256/);
    expect(ask({ protocol: 256 })).toMatch(/^IP protocol number is out of range; received 256/);
  });
});

describe("toReachOnly", () => {
  test("passes for the whole list, by name and with the traffic", () => {
    expect(sound.stack).toReachOnly("infusion-pumps", ["pump-server"]);
    expect(sound.stack).toReachOnly("infusion-pumps", { "pump-server": services.https });
    expect(sound.stack).toReachOnly("infusion-pumps", { "pump-server": [{ protocol: "tcp", port: 443 }] });
    expect(sound.stack).toReachOnly("guests", []);
  });

  test("fails for what passes and is not listed, with the packet", () => {
    const message = failure(() => expect(broken.stack).toReachOnly("infusion-pumps", ["pump-server"]));
    expect(message).toMatch(/ ✗ infusion-pumps → infusion-pumps {2}tcp 22\n/);
    expect(message).toMatch(/ what {6}it passes and is not in the list\n/);
    expect(message).toMatch(/ next {6}close one of the rules named here, or list it$/);
    expect(verdict(() => expect(sound.stack).toReachOnly("infusion-pumps", []))).toBe("broken");
    expect(verdict(() => expect(sound.stack).toReachOnly("infusion-pumps", { "pump-server": services.ssh }))).toBe(
      "broken",
    );
  });

  test("fails for what is listed and does not pass", () => {
    const message = failure(() => expect(sound.stack).toReachOnly("infusion-pumps", ["pump-server", "internet"]));
    expect(message).toMatch(/ ✗ infusion-pumps → internet {2}all\n {4}what {6}nothing passes; this stops tcp 443:\n/);
  });

  test("refuses .not, and what is no list", () => {
    expect(failure(() => expect(sound.stack).not.toReachOnly("infusion-pumps", ["internet"]))).toMatch(
      /^\.not\.toReachOnly does not say which part of it is wrong; .* allowed: toReach or not\.toReach/,
    );
    expect(failure(() => expect(sound.stack).toReachOnly("infusion-pumps", "internet" as never))).toMatch(
      /^what may be reached is not a list; received string; allowed: \["pump-server"\]/,
    );
  });
});

describe("what is undecided", () => {
  const claims: readonly (readonly [string, (expectation: jest.JestMatchers<TerraformStack>) => void])[] = [
    ["toHold", (expectation) => expectation.toHold()],
    ["toIsolate", (expectation) => expectation.toIsolate("guests", "internet")],
    ["toReach", (expectation) => expectation.toReach("infusion-pumps", "pump-server", services.https)],
    ["toReachOnly", (expectation) => expectation.toReachOnly("infusion-pumps", ["pump-server"])],
  ];

  test.each(claims)("fails %s and says what is not known", (_, claim) => {
    const message = failure(() => claim(expect(open.stack)));
    expect(message).toMatch(/\n\nundecided {2}neither the claim nor its contrary can be proved\n/);
    expect(message).toMatch(/ \? unread:aws_strange_router\.x\n/);
    expect(message).toMatch(/ next {6}check it by hand and acknowledge it, or leave it out$/);
  });

  test("fails the contrary too", () => {
    const { not } = expect(open.stack);
    expect(verdict(() => not.toHold())).toBe("undecided");
    expect(verdict(() => not.toIsolate("guests", "internet"))).toBe("undecided");
    expect(verdict(() => not.toIsolate("infusion-pumps", "pump-server"))).toBe("undecided");
    expect(verdict(() => not.toReach("guests", "internet"))).toBe("undecided");
    expect(verdict(() => not.toReach("infusion-pumps", "pump-server", services.ssh))).toBe("undecided");
  });
});

describe("a place", () => {
  test("may be a Terraform address", () => {
    const group = groupOf(sound.stack, "infusion-pumps").slice(2, -".id}".length);
    expect(sound.stack).toReach(group, "pump-server", services.https);
  });

  test("refuses a name that nothing has, with the nearest names, whatever is claimed", () => {
    const unknown =
      /^no such place; received "infusion-pump"; allowed: perhaps "infusion-pumps"; a segment, a Terraform address, an IP address, or internet; there are guests, /;
    for (const expectation of [expect(sound.stack), expect(sound.stack).not]) {
      expect(failure(() => expectation.toIsolate("infusion-pump", "internet"))).toMatch(unknown);
      expect(failure(() => expectation.toReach("internet", "infusion-pump"))).toMatch(unknown);
    }
    expect(failure(() => expect(sound.stack).toReachOnly("internet", ["infusion-pump"]))).toMatch(unknown);
    expect(failure(() => expect(sound.stack).toIsolate(undefined as never, "internet"))).toMatch(
      /^a place is not a name; received undefined; allowed: a segment's name/,
    );
  });
});

describe("a network", () => {
  test("may be an app, a folder or a file, with the intent beside it", () => {
    expect(sound.app).toHold();
    inFolder((folder) => {
      for (const [path, content] of Object.entries(synthesizedFolder())) {
        mkdirSync(join(folder, path, ".."), { recursive: true });
        writeFileSync(join(folder, path), typeof content === "string" ? content : JSON.stringify(content));
      }
      expect(join(folder, "cdktf.out")).toHold();
      expect(join(folder, "cdktf.out/stacks/test/cdk.tf.json")).toReachOnly("pumps", ["server"]);
    });
  });

  test("is read anew for every claim, since it may have changed", () => {
    const built = build();
    expect(built.stack).toHold();
    openPort22(built);
    expect(built.stack).not.toHold();
  });

  test("takes in the stacks that it is joined to, and no others", () => {
    const { app, stack, pumps } = build();
    build({}, app, "another-site");
    expect(stack).toHold();
    expect(failure(() => expect(app).toHold())).toMatch(/^segment "\S+" is declared by two networks of these inputs/);
    const other = new TerraformStack(app, "added");
    new AwsProvider(other, "aws", { region: "us-east-1" });
    const opened = {
      securityGroupId: pumps.securityGroupId,
      referencedSecurityGroupId: pumps.securityGroupId,
      ipProtocol: "-1",
    };
    new VpcSecurityGroupIngressRule(other, "in", opened);
    new VpcSecurityGroupEgressRule(other, "out", opened);
    expect(stack).not.toHold();
    expect(other).not.toIsolate("infusion-pumps", "infusion-pumps");
  });

  test("leaves no file and no lock behind", () => {
    inFolder((folder) => {
      const lock = join(folder, "address-plan.lock.json");
      const before = process.env["CORDON_LOCK"];
      process.env["CORDON_LOCK"] = "update";
      const { stack, app } = build({ addressPlan: AddressPlan.lockedIn(lock) });
      if (before === undefined) delete process.env["CORDON_LOCK"];
      else process.env["CORDON_LOCK"] = before;
      expect(stack).toHold();
      expect([existsSync(lock), existsSync(join(app.outdir, "manifest.json"))]).toEqual([false, false]);
    });
  });

  test("refuses what is no network", () => {
    const subjects: readonly (readonly [unknown, string])[] = [
      [undefined, "undefined"],
      [7, "7"],
      ["", "an empty text"],
      [new Map(), "an object of Map"],
      [Object.create(null), "an object of no class"],
      [Testing.synth(sound.stack), "the text of a synth, without its intent"],
    ];
    for (const [subject, received] of subjects)
      expect(failure(() => expect(subject).not.toHold())).toBe(
        `nothing can be proved of what expect() was given; received ${received}; allowed: a TerraformStack, an App, or the path of cdk.tf.json, of a plan, or of a folder such as cdktf.out`,
      );
    expect(failure(() => expect("/nowhere/at-all").toHold())).toMatch(/^cannot read "\/nowhere\/at-all"/);
  });

  test("that is refused by its own rules says so", () => {
    const { stack, network } = build();
    network.addMedicalDeviceSegment("monitors", { endOfSupport: "2020-01-01" });
    expect(failure(() => expect(stack).toHold())).toContain("monitors");
  });
});
