/** docs/vpn.md says what the model says. */
import { readFileSync } from "node:fs";
import { ScriptTarget, transpileModule } from "typescript";
import { Cidr, SiteToSiteVpn, VpnGateway, VpnLogs } from "../../lib";
import { siteRules, tunnelPolicies, type PhaseOptions, type SiteRule } from "../../lib/model";
import { countsOf } from "../constructs/synth";
import { synthesizeStack } from "../constructs/vpn/stack";

const page = readFileSync("docs/vpn.md", "utf8");
const rows = page
  .split("\n")
  .filter((line) => line.startsWith("|"))
  .map((line) =>
    line
      .split("|")
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );

test("every effect of a change is in the page, as the model has it, and no other", () => {
  const expected = Object.entries(siteRules).flatMap(([key, rule]): (readonly string[])[] =>
    "effect" in rule
      ? [rowOf(`\`${key === "tunnel" ? "tunnel.…" : key}\``, rule)]
      : Object.entries(rule).map(([how, inner]) => rowOf(`${key} ${how}`, inner)),
  );
  const start = rows.findIndex(([first]) => first === "what") + 2;
  const end = rows.findIndex((row, index) => index > start && row.length !== 4);
  expect(rows.slice(start, end)).toEqual(expected);
});

test("the code of the page builds a VPN with a route", () => {
  const [, code = ""] = /```ts\n([\s\S]*?)```/.exec(page) ?? [];
  const { outputText } = transpileModule(code, { compilerOptions: { target: ScriptTarget.ES2022 } });
  const names = { Cidr, SiteToSiteVpn, VpnGateway, VpnLogs, vpcId: "vpc-0123456789abcdef0" };
  const terraform = synthesizeStack((stack) => {
    // eslint-disable-next-line @typescript-eslint/no-implied-eval -- the code is this repository's own page
    new Function(...Object.keys(names), outputText).call(stack, ...Object.values(names));
  });
  expect(countsOf(terraform)).toMatchObject({ aws_vpn_connection: 1, aws_vpn_connection_route: 1, aws_vpn_gateway: 1 });
});

test.each(["strict", "baseline"] as const)("the page says what %s accepts", (name) => {
  const policy = tunnelPolicies[name];
  const column = name === "strict" ? 1 : 2;
  const cell = (option: string): string | undefined =>
    rows.find((row) => row.length === 4 && row[0] === option)?.[column];
  const both = (pick: (phase: PhaseOptions) => readonly unknown[]): string => {
    expect(pick(policy.phase1)).toEqual(pick(policy.phase2));
    return pick(policy.phase1).join(", ");
  };
  expect({
    ike: cell("IKE"),
    encryption: cell("encryption, both phases"),
    integrity: cell("integrity, both phases"),
    groups: cell("groups, both phases"),
    phase1: cell("phase 1 lifetime"),
    phase2: cell("phase 2 lifetime"),
    margin: cell("rekey margin"),
    fuzz: cell("rekey fuzz"),
    window: cell("replay window"),
    timeout: cell("DPD timeout"),
    action: cell("DPD action"),
    startup: cell("startup"),
  }).toEqual({
    ike: policy.ikeVersions.join(", "),
    encryption: both(({ encryption }) => encryption),
    integrity: both(({ integrity }) => integrity),
    groups: both(({ dhGroups }) => dhGroups),
    phase1: `${policy.phase1.lifetimeSeconds} s`,
    phase2: `${policy.phase2.lifetimeSeconds} s`,
    margin: `${policy.rekeyMarginSeconds} s`,
    fuzz: `${policy.rekeyFuzzPercentage} %`,
    window: `${policy.replayWindowSize} packets`,
    timeout: `${policy.dpdTimeoutSeconds} s`,
    action: policy.dpdTimeoutAction,
    startup: policy.startupAction,
  });
});

function rowOf(what: string, { effect, why, source }: SiteRule): readonly string[] {
  return [what, effect, why, source];
}
