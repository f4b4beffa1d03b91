/** What the intent says of a network through which others reach the internet. */
import { conduitId, type IntentInspection } from "../../model";
import { addressOf } from "../address";
import type { Inspection } from "./inspection";

export function inspectionIntent({ parts, passing }: Inspection): IntentInspection {
  const { mode, firewall, policy } = parts;
  const alert = mode === "enforce" ? undefined : mode.alert;
  return {
    mode: alert === undefined ? "enforce" : "alert",
    ...(alert === undefined
      ? {}
      : {
          alert: { reason: alert.reason, approver: alert.approver, ticket: alert.ticket, expires: alert.expires },
        }),
    firewall: addressOf(firewall),
    policy: addressOf(policy),
    conduits: passing.map(({ conduit }) => conduitId(conduit.definition)),
  };
}
