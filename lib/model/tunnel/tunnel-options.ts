/**
 * What a tunnel of a site-to-site VPN is made of: every option that AWS would otherwise choose by itself.
 *
 * AWS answers with the first match from its lowest configured value, whatever the peer prefers, and an option that is left
 * out for one tunnel stays at a default that takes AES128, SHA1 and DH group 2. So a tunnel has all options, always.
 * Source of choices and ranges: AWS Site-to-Site VPN user guide, "Tunnel options" (2023-06-15), and the AWS provider.
 */

/** Encryption that AWS offers for either phase. */
export const encryptions = ["AES128", "AES256", "AES128-GCM-16", "AES256-GCM-16"] as const;
export type Encryption = (typeof encryptions)[number];

/** Integrity that AWS offers for either phase and that is not broken; SHA1 is refused. */
export const integrities = ["SHA2-256", "SHA2-384", "SHA2-512"] as const;
export type Integrity = (typeof integrities)[number];

/** Diffie-Hellman groups that AWS offers for either phase; 2, 5 and 22 to 24 are refused as too weak. */
export const dhGroups = [14, 15, 16, 17, 18, 19, 20, 21] as const;
export type DhGroup = (typeof dhGroups)[number];

/** What AWS does when the peer counts as dead. `restart` opens the tunnel anew: it needs a gateway with an address. */
export const dpdTimeoutActions = ["clear", "none", "restart"] as const;
export type DpdTimeoutAction = (typeof dpdTimeoutActions)[number];

/** Who opens a tunnel. */
export const startupActions = ["add", "start"] as const;
export type StartupAction = (typeof startupActions)[number];

/** What the two ends agree on in one phase: each list is everything that AWS accepts. */
export interface PhaseOptions {
  readonly encryption: readonly Encryption[];
  readonly integrity: readonly Integrity[];
  readonly dhGroups: readonly DhGroup[];
  /** Seconds. Phase 1: 900–28,800. Phase 2: 900–3,600 and less than phase 1. */
  readonly lifetimeSeconds: number;
}

/** Every option of a tunnel. Both tunnels of a connection have the same. */
export interface TunnelOptions {
  /** IKEv2 alone: IKEv1 is refused. */
  readonly ikeVersions: readonly ["ikev2"];
  readonly phase1: PhaseOptions;
  readonly phase2: PhaseOptions;
  /** Seconds before the end of a lifetime at which AWS begins to rekey: 60–1,800, and no more than half of phase 2's lifetime. */
  readonly rekeyMarginSeconds: number;
  /** Per cent of the margin by which that moment varies, 1–100: the provider cannot send AWS a 0 and leaves it at 100. */
  readonly rekeyFuzzPercentage: number;
  /** Packets, 64–2,048. */
  readonly replayWindowSize: number;
  /** Seconds without an answer after which the peer counts as dead, 30 or more. */
  readonly dpdTimeoutSeconds: number;
  readonly dpdTimeoutAction: DpdTimeoutAction;
  /** `start`: AWS opens the tunnel; needs a gateway with an address. `add`: the site does. */
  readonly startupAction: StartupAction;
}
