/**
 * What the options of a tunnel may be.
 *
 * Reads input of any shape, since a JavaScript caller may hand over anything. Refuses what AWS or its provider would refuse,
 * what is too weak, and what would leave one of the two tunnels different from the other. A key is never shown: an option
 * whose name says that it holds one is refused without its value.
 *
 * Source of ranges: AWS Site-to-Site VPN user guide, "Tunnel options"; `aws_vpn_connection` of the AWS provider.
 */
import type { Issue } from "../issue";
import { compareText } from "../order";
import { choiceIssues, repetitionIssues, shown } from "../wording";
import { dhGroups, dpdTimeoutActions, encryptions, integrities, startupActions } from "./tunnel-options";

type Fields = Readonly<Record<string, unknown>>;
type Rule = (about: string, value: unknown, all: Fields) => readonly Issue[];

const strictRule = 'options "strict" or "baseline", or "custom" with options of your own';

/** Issues of a complete set of options. */
export function tunnelOptionIssues(about: string, options: unknown): readonly Issue[] {
  if (!isFields(options)) return [{ what: `${about} are missing`, received: shown(options), allowed: strictRule }];
  const issues = [
    ...strangerIssues(about, options),
    ...Object.entries(tunnelRules).flatMap(([key, rule]) => ruleIssues(about, key, rule, options)),
  ];
  // What one option allows another is worth saying once each is right by itself.
  return issues.length > 0 ? issues : lifetimeOrderIssues(about, options);
}

/** Issues of names that are no option (a key, an option for one tunnel only, a misspelt one), and of a phase that is none. */
export function strangerIssues(about: string, options: Fields): readonly Issue[] {
  const strange = (fields: Fields, known: readonly string[], path: string): Issue[] =>
    Object.keys(fields)
      .filter((key) => !known.includes(key))
      .sort(compareText)
      .map((key) => strangerIssue(about, `${path}${key}`, known));
  const inPhase = (phase: string): Issue[] => {
    const fields = options[phase];
    if (fields === undefined) return [];
    return isFields(fields)
      ? strange(fields, Object.keys(phaseRules), `${phase}.`)
      : [noPhase(`${about}: ${phase}`, fields)];
  };
  return [...strange(options, Object.keys(tunnelRules), ""), ...inPhase("phase1"), ...inPhase("phase2")];
}

function strangerIssue(about: string, key: string, known: readonly string[]): Issue {
  if (/pre.?shared|psk|secret|passw/i.test(key))
    return {
      what: `${about}: "${key}" would put a key into code, plan and state`,
      allowed: "no key at all: AWS makes one and keeps it in Secrets Manager, or the gateway has a certificate",
    };
  if (/tunnel.?[12]/i.test(key))
    return {
      what: `${about}: "${key}" is for one tunnel only`,
      allowed:
        "options for both tunnels: what one tunnel lacks, AWS sets to a default that takes AES128, SHA1 and group 2",
    };
  return { what: `${about}: "${key}" is not an option of a tunnel`, allowed: known.join(", ") };
}

function ruleIssues(about: string, key: string, rule: Rule, fields: Fields): readonly Issue[] {
  const name = `${about}: ${key}`;
  return fields[key] === undefined
    ? [{ what: `${name} is missing`, allowed: strictRule }]
    : rule(name, fields[key], fields);
}

/** A whole number in a range. */
function within(from: number, to: number, unit: string): Rule {
  return (about, value) =>
    typeof value === "number" && Number.isInteger(value) && value >= from && value <= to
      ? []
      : [
          {
            what: `${about} is out of range`,
            received: shown(value),
            allowed: `${group(from)} to ${group(to)} ${unit}`,
          },
        ];
}

function group(count: number): string {
  return String(count).replaceAll(/\B(?=(\d{3})+$)/g, ",");
}

function oneOf(choices: readonly string[]): Rule {
  return (about, value) => choiceIssues(about, value, choices);
}

/** A list with at least one entry, each one of the choices, none twice. `why` says what is wrong with some that AWS offers. */
function listOf(choices: readonly (string | number)[], why: (entry: unknown) => string | undefined): Rule {
  return (about, value) => {
    const allowed = choices.join(", ");
    if (!Array.isArray(value))
      return [{ what: `${about} is not a list`, received: shown(value), allowed: `a list of ${allowed}` }];
    if (value.length === 0)
      return [
        { what: `${about} is empty, and AWS would accept everything it has`, allowed: `one or more of ${allowed}` },
      ];
    const entries: readonly unknown[] = value;
    const bad = entries.filter((entry) => !(choices as readonly unknown[]).includes(entry));
    return [
      ...bad.map((entry) => {
        const reason = why(entry);
        const what =
          reason === undefined ? "has a value that AWS does not offer" : `has one that is refused: ${reason}`;
        return { what: `${about} ${what}`, received: shown(entry), allowed };
      }),
      ...(bad.length > 0 ? [] : repetitionIssues(about, entries.map(String))),
    ];
  };
}

const ike: Rule = listOf(["ikev2"], (entry) =>
  entry === "ikev1" ? "IKEv1 has no modern protection, and one tunnel that takes it is enough" : undefined,
);
const encryption: Rule = listOf(encryptions, () => undefined);
const integrity: Rule = listOf(integrities, (entry) =>
  /^sha-?1$/i.test(String(entry)) ? "SHA1 is broken" : undefined,
);
const dhGroup: Rule = listOf(dhGroups, (entry) => {
  if (entry === 2 || entry === 5) return "a group of 1,024 or 1,536 bits is too weak (NIST SP 800-77r1)";
  return entry === 22 || entry === 23 || entry === 24 ? "groups 22 to 24 are too weak (RFC 8247)" : undefined;
});

const phaseRules: Readonly<Record<string, Rule>> = {
  encryption,
  integrity,
  dhGroups: dhGroup,
  lifetimeSeconds: within(900, 28_800, "seconds"),
};

function phase(longest: number): Rule {
  const rules = { ...phaseRules, lifetimeSeconds: within(900, longest, "seconds") };
  return (about, value) =>
    isFields(value) ? Object.entries(rules).flatMap(([key, rule]) => ruleIssues(about, key, rule, value)) : [];
}

function noPhase(about: string, value: unknown): Issue {
  return { what: `${about} is not a phase`, received: shown(value), allowed: Object.keys(phaseRules).join(", ") };
}

const tunnelRules: Readonly<Record<string, Rule>> = {
  ikeVersions: ike,
  phase1: phase(28_800),
  phase2: phase(3600),
  rekeyMarginSeconds: within(60, 1800, "seconds"),
  rekeyFuzzPercentage: within(1, 100, "per cent; the provider cannot send AWS a 0 and leaves it at 100"),
  replayWindowSize: within(64, 2048, "packets"),
  // AWS names no upper end; an hour without an answer is no detection any more.
  dpdTimeoutSeconds: within(30, 3600, "seconds"),
  dpdTimeoutAction: oneOf(dpdTimeoutActions),
  startupAction: oneOf(startupActions),
};

/** Phase 2 ends before phase 1 does, and rekeying begins within its second half. */
function lifetimeOrderIssues(about: string, { phase1, phase2, rekeyMarginSeconds: margin }: Fields): readonly Issue[] {
  const [first, second] = [phase1, phase2].map((fields) => (isFields(fields) ? fields["lifetimeSeconds"] : undefined));
  if (typeof first !== "number" || typeof second !== "number") return [];
  return [
    ...(second < first
      ? []
      : [
          {
            what: `${about}: phase 2 lives as long as phase 1 or longer`,
            received: `${group(second)} and ${group(first)} seconds`,
            allowed: "a phase 2 lifetime below that of phase 1",
          },
        ]),
    ...(typeof margin !== "number" || margin <= second / 2
      ? []
      : [
          {
            what: `${about}: rekeyMarginSeconds is more than half of phase 2's lifetime`,
            received: group(margin),
            allowed: `60 to ${group(Math.floor(second / 2))} seconds`,
          },
        ]),
  ];
}

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
