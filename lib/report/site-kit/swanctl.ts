/**
 * `swanctl.conf` of one gateway: both tunnels, with exactly what AWS accepts, and no secret.
 *
 * Route-based, as AWS wants it: one pair of security associations for a tunnel, selectors exactly as AWS has them, and an
 * interface that routes point at. What may cross is the allow list's to say.
 */
import type { IntentGateway, IntentSite, TunnelOptions } from "../../model";
import type { SitePlan } from "./plan";
import { espProposals, ikeProposals } from "./proposals";
import type { Tunnel } from "./tunnel";

/** The file for a gateway, from its first line to its last. */
export function swanctl({ site, tunnels }: SitePlan, gateway: IntentGateway): readonly string[] {
  const own = tunnels.filter((tunnel) => tunnel.gateway.name === gateway.name);
  return [
    "# strongSwan 5.9.6 or later. Put it into /etc/swanctl/conf.d/ and load it: swanctl --load-all",
    "# One pair of security associations for a tunnel is all that AWS has, with these selectors, and the tunnel is an",
    "# XFRM interface that routes point at; strongSwan installs no route for it. The sheet says how to make the interfaces.",
    ...(own.every(({ isKnown }) => isKnown)
      ? []
      : ["# TO FILL IN: names that end in .invalid stand for AWS's addresses, which are known after the deployment."]),
    "connections {",
    ...own.flatMap((tunnel) => connection(tunnel, site)),
    "}",
    "",
    ...credentials(gateway, site.label),
  ];
}

function connection(tunnel: Tunnel, { tunnel: options, label, awsSelector }: IntentSite): readonly string[] {
  const { phase1, rekeyMarginSeconds: margin, dpdTimeoutSeconds } = options;
  const rekey = phase1.lifetimeSeconds - margin;
  return [
    `  ${tunnel.name} {`,
    "    version = 2",
    `    remote_addrs = ${tunnel.awsOutside}`,
    `    proposals = ${ikeProposals(phase1).join(", ")}`,
    "    # Closed at the end of the lifetime that AWS has too, and renewed within the margin that AWS uses.",
    `    rekey_time = ${String(rekey)}s`,
    `    over_time = ${String(margin)}s`,
    `    rand_time = ${String(spread(options, rekey))}s`,
    "    # How often to ask whether AWS is there; charon.retransmit_* of strongswan.conf says how long to wait for its answer.",
    `    dpd_delay = ${String(Math.max(10, Math.floor(dpdTimeoutSeconds / 3)))}s`,
    "    # AWS has no MOBIKE.",
    "    mobike = no",
    "    keyingtries = 0",
    "    # When both ends open the tunnel at once, the later one stays.",
    "    unique = replace",
    ...authentication(tunnel, label),
    "    children {",
    ...child(tunnel, options, awsSelector),
    "    }",
    "  }",
  ];
}

function authentication({ gateway, awsOutside, awsSubject }: Tunnel, site: string): readonly string[] {
  if (gateway.certificateArn === undefined) {
    return [
      "    local {",
      "      auth = psk",
      `      id = ${gateway.address ?? ""}`,
      "    }",
      "    remote {",
      "      auth = psk",
      `      id = ${awsOutside}`,
      "    }",
    ];
  }
  return [
    "    local {",
    "      auth = pubkey",
    `      certs = ${site}-${gateway.name}.pem`,
    "    }",
    "    remote {",
    "      auth = pubkey",
    `      cacerts = ${site}-ca.pem`,
    `      id = "${awsSubject ?? `CN=${awsOutside}`}"`,
    "    }",
  ];
}

function child({ name, interfaceId }: Tunnel, options: TunnelOptions, awsSelector: string): readonly string[] {
  const { phase2, rekeyMarginSeconds: margin, replayWindowSize, startupAction } = options;
  const rekey = phase2.lifetimeSeconds - margin;
  const said =
    startupAction === "start"
      ? ["        # AWS opens the tunnel; the first packet for it opens it from here too."]
      : ["        # AWS waits, so this end opens the tunnel, and again for the first packet when it was closed."];
  return [
    `      ${name} {`,
    "        mode = tunnel",
    "        local_ts = 0.0.0.0/0",
    `        remote_ts = ${awsSelector}`,
    `        if_id_in = ${String(interfaceId)}`,
    `        if_id_out = ${String(interfaceId)}`,
    `        esp_proposals = ${espProposals(phase2).join(", ")}`,
    `        life_time = ${String(phase2.lifetimeSeconds)}s`,
    `        rekey_time = ${String(rekey)}s`,
    `        rand_time = ${String(spread(options, rekey))}s`,
    `        replay_window = ${String(replayWindowSize)}`,
    ...said,
    `        start_action = ${startupAction === "start" ? "trap" : "trap|start"}`,
    "        dpd_action = restart",
    "      }",
  ];
}

/** Seconds by which the moment of renewal varies; never so many that it could be at once. */
function spread({ rekeyMarginSeconds, rekeyFuzzPercentage }: TunnelOptions, rekey: number): number {
  return Math.min(Math.floor((rekeyMarginSeconds * rekeyFuzzPercentage) / 100), Math.floor(rekey / 2));
}

function credentials(gateway: IntentGateway, site: string): readonly string[] {
  if (gateway.certificateArn === undefined) {
    return [
      "# The pre-shared keys are in AWS Secrets Manager and in no file of this kit. Whoever may read them writes them into the",
      "# file below, beside this one, readable by root alone; the sheet says which secret it is and what the file looks like.",
      `include ${site}-${gateway.name}.secrets`,
    ];
  }
  return [
    "# The private key never left this gateway: it is in /etc/swanctl/private. The certificate is in /etc/swanctl/x509, that of",
    "# the private CA in /etc/swanctl/x509ca, under the names above.",
  ];
}
