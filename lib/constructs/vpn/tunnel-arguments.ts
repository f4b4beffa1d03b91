/** One tunnel in the arguments of a VPN connection, written and read back. */
import type { VpnConnectionConfig } from "@cdktf/provider-aws/lib/vpn-connection";
import type { Cidr, PhaseOptions, TunnelOptions } from "../../model";

/** `1` and `2`: a connection has two, always. */
export const tunnels = [1, 2] as const;
export type Tunnel = (typeof tunnels)[number];

/** Arguments as `cdk.tf.json` has them. */
export type Arguments = Readonly<Record<string, unknown>>;

/** Every argument of one tunnel: none is left for AWS to choose. */
export function tunnelArguments(
  tunnel: Tunnel,
  options: TunnelOptions,
  insideBlock: Cidr,
  logGroupArn: string,
): Partial<VpnConnectionConfig> {
  const of = {
    InsideCidr: insideBlock.toString(),
    IkeVersions: [...options.ikeVersions],
    ...phaseArguments("Phase1", options.phase1),
    ...phaseArguments("Phase2", options.phase2),
    RekeyMarginTimeSeconds: options.rekeyMarginSeconds,
    RekeyFuzzPercentage: options.rekeyFuzzPercentage,
    ReplayWindowSize: options.replayWindowSize,
    DpdTimeoutSeconds: options.dpdTimeoutSeconds,
    DpdTimeoutAction: options.dpdTimeoutAction,
    StartupAction: options.startupAction,
    // AWS then replaces an endpoint only when the hospital has accepted it or the deadline has come.
    EnableTunnelLifecycleControl: true,
    LogOptions: { cloudwatchLogOptions: { logEnabled: true, logGroupArn, logOutputFormat: "json" } },
  };
  return Object.fromEntries(Object.entries(of).map(([name, value]) => [`tunnel${String(tunnel)}${name}`, value]));
}

function phaseArguments(phase: "Phase1" | "Phase2", options: PhaseOptions) {
  return {
    [`${phase}EncryptionAlgorithms`]: [...options.encryption],
    [`${phase}IntegrityAlgorithms`]: [...options.integrity],
    [`${phase}DhGroupNumbers`]: [...options.dhGroups],
    [`${phase}LifetimeSeconds`]: options.lifetimeSeconds,
  };
}

/** The options that a tunnel has in finished arguments. */
export function optionsIn(all: Arguments, tunnel: Tunnel): Readonly<Record<keyof TunnelOptions, unknown>> {
  const at = (name: string): unknown => all[`tunnel${String(tunnel)}_${name}`];
  const phase = (number: 1 | 2): unknown => ({
    encryption: at(`phase${String(number)}_encryption_algorithms`),
    integrity: at(`phase${String(number)}_integrity_algorithms`),
    dhGroups: at(`phase${String(number)}_dh_group_numbers`),
    lifetimeSeconds: at(`phase${String(number)}_lifetime_seconds`),
  });
  return {
    ikeVersions: at("ike_versions"),
    phase1: phase(1),
    phase2: phase(2),
    rekeyMarginSeconds: at("rekey_margin_time_seconds"),
    rekeyFuzzPercentage: at("rekey_fuzz_percentage"),
    replayWindowSize: at("replay_window_size"),
    dpdTimeoutSeconds: at("dpd_timeout_seconds"),
    dpdTimeoutAction: at("dpd_timeout_action"),
    startupAction: at("startup_action"),
  };
}
