/** One allowed way from one segment to another: who starts it, which service, why, who owns it, until when. */
import type { CalendarDate } from "./calendar-date";
import type { Citation } from "./citation";
import type { Service } from "./service";

/**
 * What was decided to happen when a life-critical conduit is cut, signed by the hospital (NIST SC-7(18),
 * IEC 62443-3-3 SR 5.2 RE 3 against clause 4.2). Cordon records and reports it; a security group always fails closed.
 *
 * - `fail-closed`: the conduit stays cut; the devices work without it
 * - `fail-open`: a bypass outside Cordon keeps the traffic flowing; the downtime plan says which
 */
export const failModes = ["fail-closed", "fail-open"] as const;
export type FailMode = (typeof failModes)[number];

/** A conduit as declared, before anything is built. */
export interface ConduitDefinition {
  /** Name of the segment that opens the connection. */
  readonly from: string;
  /** Name of the segment that answers. Equal to `from` for traffic among the machines of one segment. */
  readonly to: string;
  readonly service: Service;
  readonly reason: string;
  readonly owner: string;
  /** The day by which someone looks at it again. */
  readonly reviewBy: CalendarDate;
  /**
   * The last day it exists. The synth fails after it.
   *
   * @default - it does not expire
   */
  readonly expires?: CalendarDate | undefined;
  /**
   * The conduit that this one answers by opening an association back: DICOM storage commitment, C-MOVE.
   *
   * @default - it is not a return association
   */
  readonly returns?: string | undefined;
  /**
   * Required when either end is life-critical.
   *
   * @default - neither end is life-critical
   */
  readonly failMode?: FailMode | undefined;
  /**
   * The device profile that asked for it.
   *
   * @default - it was declared by hand
   */
  readonly profile?: string | undefined;
  /**
   * Who approved it, where its kind needs approval (vendor access, SEG-006).
   *
   * @default - its kind needs no approval
   */
  readonly approver?: string | undefined;
  /**
   * The ticket of that approval.
   *
   * @default - its kind needs no approval
   */
  readonly ticket?: string | undefined;
  /**
   * The domain names that it is kept to, sorted, where a firewall on its way to the internet reads them.
   *
   * @default - any public address
   */
  readonly domains?: readonly string[] | undefined;
  /** Where the need is written down; the service's own citation when nothing better is known. */
  readonly source: Citation;
}

/** The identity of a conduit: from, to and service. Also its name in descriptions, reports and errors. */
export function conduitId(conduit: {
  readonly from: string;
  readonly to: string;
  readonly service: { readonly name: string };
}): string {
  return `${conduit.from}>${conduit.to}:${conduit.service.name}`;
}
