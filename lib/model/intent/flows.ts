/** What an intent says of flow logs. */

/** What is recorded of a network's traffic. */
export interface IntentFlows {
  readonly recorded: "all-traffic";
  /** Fields of the archive's records, in order. */
  readonly format: readonly string[];
  /** The highest version of its fields. */
  readonly version: number;
  /** Where its records are in the archive: `st-marys/flows-v10-1a2b3c4d`. */
  readonly prefix: string;
  /** Longest time that a record sums up, in seconds: of devices, and of the rest. */
  readonly interval: { readonly devices: 60; readonly elsewhere: 60 | 600 };
  readonly archive: IntentArchive;
  /** Days that rejects stay in CloudWatch Logs. */
  readonly hotRetentionInDays: number;
  /** Formats whose logs still run beside it. */
  readonly retired: readonly { readonly format: readonly string[]; readonly prefix: string; readonly reason: string }[];
  /** What the VPC's resolver is asked, when that is recorded or kept to a list. */
  readonly dns: IntentDns;
}

/** Where records are kept. */
export type IntentArchive =
  | {
      readonly in: "own-bucket";
      readonly retentionInDays: number;
      /** @default - the retention has a name of its own */
      readonly reason?: string;
      /** @default - none: records can be deleted */
      readonly objectLock?: { readonly mode: "governance" | "compliance"; readonly days: number };
    }
  | { readonly in: "another-archive" };

/** What is done about the VPC's resolver, which groups and ACLs cannot stop. */
export interface IntentDns {
  readonly queries: "recorded" | "not-recorded";
  readonly firewall: "none" | "block" | "alert";
  /**
   * Why names that are not on the list are only told of, who agreed, and the last day.
   *
   * @default - they are blocked, or there is no list
   */
  readonly alert?: {
    readonly reason: string;
    readonly approver: string;
    readonly ticket: string;
    readonly expires: string;
  };
  /** Domain names that pass, sorted; empty when there is no list. */
  readonly allowed: readonly string[];
}

/** Why nothing is recorded, and who agreed. */
export interface IntentUnrecordedFlows {
  readonly recorded: "nothing";
  readonly reason: string;
  readonly approver: string;
}
