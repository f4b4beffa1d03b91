/** Documents that several checks cite. */
import type { Citation } from "../citation";

/** A CISA medical advisory, by the number after `ICSMA-`. */
export function advisory(number: string): Citation {
  return { source: `CISA ICSMA-${number}` };
}

/** NHS England's guidance for hospital networks, last edited 15 November 2023: all of it, or one of its pages. */
export function nhsSegmentation(page?: "imaging" | "pathology"): Citation {
  const source = "NHS England, Network segmentation";
  return page === undefined ? { source } : { source, at: page };
}

/** A control of NIST SP 800-53 revision 5. */
export function nistControl(id: string): Citation {
  return { source: "NIST SP 800-53r5", at: id };
}

/** The UK National Audit Office on WannaCry, 27 October 2017. */
export const wannaCry: Citation = { source: "NAO HC 414, WannaCry and the NHS, 27 October 2017" };
