/** Reads AWS's ends of a site's tunnels from what `terraform output -json` prints. */
import { Cidr, type IntentSite, type Issue, type Parsed } from "../model";
import type { GatewayEnds, TunnelEnds } from "../report";
import { reasonOf } from "./system-error";

/**
 * The ends of every gateway of the site, or the first thing that keeps them from being known.
 *
 * @param text the outputs as JSON
 * @param where the file, for the issue
 * @param network name of the network, which is also that of its output
 * @param site the site, as the intent has it
 */
export function parseTunnelEnds(text: string, where: string, network: string, site: IntentSite): Parsed<TunnelEnds> {
  let read: unknown;
  try {
    read = JSON.parse(text);
  } catch (error) {
    return { ok: false, issue: { what: "the outputs are not JSON", received: reasonOf(error), where } };
  }
  const gateways = at(read, network, "value", "sites", site.name);
  if (gateways === undefined) {
    const what = `output "${network}" says nothing of site "${site.name}"`;
    const allowed = "what terraform output -json prints in the stack of the network, once it is deployed";
    return { ok: false, issue: { what, allowed, where } };
  }
  const ends: Partial<Record<IntentSite["gateways"][number]["name"], GatewayEnds>> = {};
  for (const { name } of site.gateways) {
    const parsed = gatewayEnds(at(gateways, name), `gateway "${name}" of site "${site.name}"`);
    if (!parsed.ok) return { ok: false, issue: { ...parsed.issue, where } };
    ends[name] = parsed.value;
  }
  return { ok: true, value: ends };
}

/** What is found by going down the keys, own properties alone. */
function at(value: unknown, ...keys: readonly string[]): unknown {
  return keys.reduce<unknown>(
    (found, key) =>
      typeof found === "object" && found !== null && Object.hasOwn(found, key)
        ? (found as Readonly<Record<string, unknown>>)[key]
        : undefined,
    value,
  );
}

const connectionForm = /^vpn-[0-9a-f]{8,17}$/;

function gatewayEnds(value: unknown, about: string): Parsed<GatewayEnds> {
  const refused = (what: string, received: unknown, allowed: string): { ok: false; issue: Issue } => ({
    ok: false,
    issue: { what, received: received === undefined ? "nothing" : JSON.stringify(received), allowed },
  });
  const tunnels = at(value, "tunnels");
  const [one, two, ...more]: readonly unknown[] = Array.isArray(tunnels) ? (tunnels as readonly unknown[]) : [];
  if (one === undefined || two === undefined || more.length > 0)
    return refused(`the outputs have no two tunnels of ${about}`, tunnels, "two IPv4 addresses");
  const wrong = [one, two].find((address) => !isAddress(address));
  if (!isAddress(one) || !isAddress(two))
    return refused(`a tunnel of ${about} does not end at an IPv4 address`, wrong, "such as 198.51.100.7");
  const connectionId = at(value, "vpn_connection_id");
  if (connectionId === undefined) return { ok: true, value: { tunnels: [one, two] } };
  if (typeof connectionId !== "string" || !connectionForm.test(connectionId))
    return refused(
      `the VPN connection of ${about} has no id of AWS's form`,
      connectionId,
      "such as vpn-0123456789abcdef0",
    );
  return { ok: true, value: { connectionId, tunnels: [one, two] } };
}

function isAddress(value: unknown): value is string {
  if (typeof value !== "string") return false;
  const parsed = Cidr.parseAddress(value);
  return parsed.ok && parsed.value.family === 4;
}
