/**
 * From what an author says about tunnels to every option of them.
 *
 * A named policy is exactly what it says; only `custom` takes options, over those of `strict`. So nobody can say `strict` and
 * have something weaker.
 */
import { refuse, type Issue } from "../issue";
import { shown } from "../wording";
import type { PhaseOptions, TunnelOptions } from "./tunnel-options";
import { tunnelPolicies, tunnelPolicyNames, type TunnelPolicyName } from "./tunnel-policy";
import { strangerIssues, tunnelOptionIssues } from "./tunnel-rules";

/** Options of one's own: what is left out is that of `strict`. */
export type CustomTunnelOptions = Partial<Omit<TunnelOptions, "phase1" | "phase2">> & {
  /** @default - as in `strict` */
  readonly phase1?: Partial<PhaseOptions>;
  /** @default - as in `strict` */
  readonly phase2?: Partial<PhaseOptions>;
};

/** What matters of a gateway here: whether AWS knows where it is. */
interface Addressed {
  /** @default - AWS knows it by its certificate alone */
  readonly address?: string | undefined;
}

/** Names that are asked for and cannot be had, each with the reason. */
const unavailable: Readonly<Record<string, string>> = {
  "cnsa-2.0":
    "CNSA 2.0 asks for ML-KEM key establishment, which AWS Site-to-Site VPN has no option for: it can't be had here",
};

/**
 * Every option of the tunnels of a site, in one order whatever the order of the lists given.
 *
 * @param about - what the tunnels are of, for errors: `site "main-campus"`
 * @throws {InvalidInput} when the policy is not one of the choices, or an option is not allowed
 */
export function tunnelFor(
  policy: TunnelPolicyName,
  custom?: CustomTunnelOptions,
  about = "tunnel options",
): TunnelOptions {
  refuse(tunnelRequestIssues(about, policy, custom));
  return policy === "custom" ? inOrder(over(tunnelPolicies.strict, custom ?? {})) : tunnelPolicies[policy];
}

/** Everything wrong with a policy's name and the options given with it. */
export function tunnelRequestIssues(about: string, policy: unknown, custom?: unknown): readonly Issue[] {
  const reason = unavailable[String(policy).toLowerCase()];
  const allowed = tunnelPolicyNames.join(", ");
  if (reason !== undefined) return [{ what: `${about}: ${reason}`, received: shown(policy), allowed }];
  if (!isPolicy(policy)) return [{ what: `${about}: not a tunnel policy`, received: shown(policy), allowed }];
  if (custom === undefined) return [];
  if (typeof custom !== "object" || custom === null || Array.isArray(custom))
    return [{ what: `${about}: not options of a tunnel`, received: shown(custom), allowed: "options by name" }];
  const options = custom as Readonly<Record<string, unknown>>;
  if (policy === "custom") {
    const strangers = strangerIssues(about, options);
    return strangers.length > 0 ? strangers : tunnelOptionIssues(about, over(tunnelPolicies.strict, options));
  }
  const keys = Object.keys(options);
  return keys.length === 0
    ? []
    : [
        ...strangerIssues(about, options),
        {
          what: `${about}: policy "${policy}" takes no options of its own`,
          received: keys.join(", "),
          allowed: 'policy "custom", where an option that is left out is that of "strict"',
        },
      ];
}

/**
 * The options as one gateway's tunnels have them. AWS opens a tunnel only towards an address (user guide, "VPN tunnel
 * initiation options"), so for a gateway that has a certificate and no address, `start` is `add` and `restart` is `clear`.
 */
export function tunnelAt(gateway: Addressed, options: TunnelOptions): TunnelOptions {
  if (gateway.address !== undefined) return options;
  return {
    ...options,
    startupAction: "add",
    dpdTimeoutAction: options.dpdTimeoutAction === "restart" ? "clear" : options.dpdTimeoutAction,
  };
}

/** Options that an author gave and that a gateway without an address could not have. */
export function initiationIssues(
  about: string,
  gateway: Addressed,
  custom: CustomTunnelOptions | undefined,
): readonly Issue[] {
  if (gateway.address !== undefined) return [];
  const issue = (option: string, received: string, allowed: string): Issue => ({
    what: `${about}: ${option} lets AWS open the tunnel, which needs the gateway's address`,
    received: shown(received),
    allowed: `${allowed}, or a gateway with an address`,
  });
  return [
    ...(custom?.startupAction === "start" ? [issue("startupAction", "start", '"add"')] : []),
    ...(custom?.dpdTimeoutAction === "restart" ? [issue("dpdTimeoutAction", "restart", '"clear", "none"')] : []),
  ];
}

function isPolicy(policy: unknown): policy is TunnelPolicyName {
  return (tunnelPolicyNames as readonly unknown[]).includes(policy);
}

function over(base: TunnelOptions, custom: CustomTunnelOptions): TunnelOptions {
  const { phase1, phase2, ...rest } = custom;
  return {
    ...base,
    ...given(rest),
    phase1: { ...base.phase1, ...given(phase1 ?? {}) },
    phase2: { ...base.phase2, ...given(phase2 ?? {}) },
  };
}

/** Without what is undefined: leaving an option out and giving it as undefined mean the same. */
function given<T extends object>(fields: T): { [Key in keyof T]: Exclude<T[Key], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [Key in keyof T]: Exclude<T[Key], undefined>;
  };
}

/** Lists are sets to AWS: one order for each. */
function inOrder(options: TunnelOptions): TunnelOptions {
  const phase = ({ encryption, integrity, dhGroups, lifetimeSeconds }: PhaseOptions): PhaseOptions => ({
    encryption: [...encryption].sort(),
    integrity: [...integrity].sort(),
    dhGroups: [...dhGroups].sort((a, b) => a - b),
    lifetimeSeconds,
  });
  return { ...options, phase1: phase(options.phase1), phase2: phase(options.phase2) };
}
