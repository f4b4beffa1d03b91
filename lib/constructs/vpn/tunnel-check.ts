/**
 * What a finished VPN connection must still be, whatever an escape hatch did to it: no key in it, both tunnels complete and
 * the same, each within the rules.
 */
import { tunnelOptionIssues, type Issue } from "../../model";
import { optionsIn, tunnels, type Arguments } from "./tunnel-arguments";

/** Arguments that the two tunnels rightly have differently. */
const ownOfTunnel = ["inside_cidr", "inside_ipv6_cidr"];

/** Issues of the arguments of a connection, as `cdk.tf.json` has them. */
export function connectionIssues(finished: Arguments, certificate: boolean): readonly Issue[] {
  const all = Object.fromEntries(Object.entries(finished).filter(([, value]) => (value ?? undefined) !== undefined));
  return [
    ...keyIssues(all, certificate),
    ...differenceIssues(all),
    ...tunnels.flatMap((tunnel) => [
      ...tunnelOptionIssues(`options of tunnel ${String(tunnel)}`, optionsIn(all, tunnel)),
      ...serviceIssues(all, tunnel),
    ]),
  ];
}

function keyIssues(all: Arguments, certificate: boolean): readonly Issue[] {
  const named = Object.keys(all).filter((name) => name.endsWith("_preshared_key"));
  return [
    ...named.map((name) => ({
      what: `"${name}" puts a pre-shared key into the program, the plan and the state`,
      allowed: "no key: AWS makes one and keeps it in Secrets Manager, or the gateway has a certificate",
    })),
    ...(certificate || all["preshared_key_storage"] === "SecretsManager"
      ? []
      : [
          {
            what: "pre-shared keys that AWS makes would be in the state",
            received: `preshared_key_storage ${String(all["preshared_key_storage"])}`,
            allowed: '"SecretsManager"',
          },
        ]),
  ];
}

function differenceIssues(all: Arguments): readonly Issue[] {
  const options = new Set(
    Object.keys(all).flatMap((name) => {
      const option = /^tunnel[12]_(.+)$/.exec(name)?.[1];
      return option === undefined || option === "preshared_key" || ownOfTunnel.includes(option) ? [] : [option];
    }),
  );
  return [...options].sort().flatMap((option) => {
    const [first, second] = tunnels.map((tunnel) => JSON.stringify(all[`tunnel${String(tunnel)}_${option}`] ?? null));
    return first === second
      ? []
      : [
          {
            what: `"${option}" is not the same in both tunnels`,
            received: `${String(first)} and ${String(second)}`,
            allowed:
              "one value for both: what one tunnel lacks, AWS sets to a default that takes AES128, SHA1 and group 2",
          },
        ];
  });
}

function serviceIssues(all: Arguments, tunnel: number): readonly Issue[] {
  const at = (option: string): unknown => all[`tunnel${String(tunnel)}_${option}`];
  const logs = at("log_options") as Record<string, Arguments | undefined> | undefined;
  return [
    ...(at("enable_tunnel_lifecycle_control") === true
      ? []
      : [
          {
            what: `tunnel ${String(tunnel)} has no lifecycle control`,
            allowed: "enable_tunnel_lifecycle_control true",
          },
        ]),
    ...(logs?.["cloudwatch_log_options"]?.["log_enabled"] === true
      ? []
      : [{ what: `tunnel ${String(tunnel)} has no log`, allowed: "log_options with log_enabled true" }]),
  ];
}
