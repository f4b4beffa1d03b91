/** Policy checks: what every declared network is judged by. */
import type { CalendarDate } from "../calendar-date";
import type { NetworkDefinition } from "../network";
import type { PolicyCheck } from "./check";
import { judgeBy, type Judgement } from "./judge";
import { seg001 } from "./seg-001";
import { seg002 } from "./seg-002";
import { seg003 } from "./seg-003";
import { seg004 } from "./seg-004";
import { seg005 } from "./seg-005";
import { seg006 } from "./seg-006";
import { seg007 } from "./seg-007";
import { seg008 } from "./seg-008";
import { seg009 } from "./seg-009";
import { seg010 } from "./seg-010";
import { seg011 } from "./seg-011";
import { seg012 } from "./seg-012";
import { seg013 } from "./seg-013";
import { seg014 } from "./seg-014";
import { seg015 } from "./seg-015";

export type { Breach, PolicyCheck, PolicyFinding, Severity } from "./check";
export type { Acknowledged, Judgement } from "./judge";

/** Every check, by id. */
export const policyChecks: readonly PolicyCheck[] = [
  seg001,
  seg002,
  seg003,
  seg004,
  seg005,
  seg006,
  seg007,
  seg008,
  seg009,
  seg010,
  seg011,
  seg012,
  seg013,
  seg014,
  seg015,
];

/**
 * Judges a network by every check.
 *
 * @throws {InvalidInput} when a conduit names a segment that is not in the network
 */
export function judge(network: NetworkDefinition, today: CalendarDate): Judgement {
  return judgeBy(policyChecks, network, today);
}
