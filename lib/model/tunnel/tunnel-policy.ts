/** Named sets of tunnel options: what a site is told when it names a policy. */
import type { TunnelOptions } from "./tunnel-options";

/** `custom` stands for options that the author gave one by one, within the same ranges. */
export const tunnelPolicyNames = ["strict", "baseline", "custom"] as const;
export type TunnelPolicyName = (typeof tunnelPolicyNames)[number];

const timing = {
  rekeyMarginSeconds: 540,
  rekeyFuzzPercentage: 100,
  replayWindowSize: 1024,
  dpdTimeoutSeconds: 30,
  dpdTimeoutAction: "restart",
  startupAction: "start",
} as const;

/**
 * `strict`: one modern choice of each.
 * `baseline`: AES of 128 bits or more, SHA-2, group 14 or more, with perfect forward secrecy: for gateways that cannot do
 * better; in the direction of NIST SP 800-77r1.
 */
export const tunnelPolicies = {
  strict: {
    ikeVersions: ["ikev2"],
    phase1: {
      encryption: ["AES256-GCM-16"],
      integrity: ["SHA2-384"],
      dhGroups: [19, 20, 21],
      lifetimeSeconds: 28_800,
    },
    phase2: { encryption: ["AES256-GCM-16"], integrity: ["SHA2-384"], dhGroups: [19, 20, 21], lifetimeSeconds: 3600 },
    ...timing,
  },
  baseline: {
    ikeVersions: ["ikev2"],
    phase1: {
      encryption: ["AES128", "AES128-GCM-16", "AES256", "AES256-GCM-16"],
      integrity: ["SHA2-256", "SHA2-384", "SHA2-512"],
      dhGroups: [14, 15, 16, 17, 18, 19, 20, 21],
      lifetimeSeconds: 28_800,
    },
    phase2: {
      encryption: ["AES128", "AES128-GCM-16", "AES256", "AES256-GCM-16"],
      integrity: ["SHA2-256", "SHA2-384", "SHA2-512"],
      dhGroups: [14, 15, 16, 17, 18, 19, 20, 21],
      lifetimeSeconds: 3600,
    },
    ...timing,
  },
} as const satisfies Record<Exclude<TunnelPolicyName, "custom">, TunnelOptions>;
