/** Whether formats of flow logs are formats at all, of the right kind of log, and with what findings need. */
import { neededFields, type FlowLogFormat, type FlowLogKind, type Issue } from "../../model";
import { array, having, kindIssues, type Need } from "../required";

/** A format, and neither its text nor a list of its fields. */
export const formatNeed: Need = having("a FlowLogFormat: FlowLogFormat.of(…)", "kind", "names", "columns", "without");

const listNeed = array("a list of them: []");

/** Issues of a list of retired formats that is none. From JavaScript anything may come. */
export function retiredListIssues(about: string, retired: unknown, item: Need): readonly Issue[] {
  const notAList = kindIssues(`retired of ${about}`, retired, listNeed);
  if (notAList.length > 0 || !Array.isArray(retired)) return notAList;
  return retired.flatMap((one: unknown) => kindIssues(`a retired format of ${about}`, one ?? null, item));
}

/** Issues of formats that are to be of one kind of log. */
export function logKindIssues(
  about: string,
  kind: FlowLogKind,
  formats: readonly Pick<FlowLogFormat, "kind">[],
): readonly Issue[] {
  return formats
    .filter((format) => format.kind !== kind)
    .map((format) => ({
      what: `format of ${about} is of another kind of log`,
      received: format.kind,
      allowed: kind === "interface" ? "FlowLogFormat.of(…)" : "FlowLogFormat.ofTransitGateway(…)",
    }));
}

/** Issues of a format that lacks what findings need of `kind` of records. A transit gateway's have no `action`. */
export function neededIssues(about: string, kind: FlowLogKind, format: FlowLogFormat): readonly Issue[] {
  const needed = neededFields.filter((field) => field !== "action" || kind === "interface");
  const missing = format.without(needed);
  if (missing.length === 0) return [];
  return [
    {
      what: `format of ${about} is without fields that every finding needs`,
      received: `a format without ${missing.join(", ")}`,
      allowed: `a format with ${needed.join(", ")}`,
    },
  ];
}
