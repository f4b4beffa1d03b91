/** Whether what a second plan shows is what the emulator cannot do, and nothing else. PURE. */
import type { Drift } from "./emulator-gaps";
import type { Difference } from "./plan";

export interface JudgedPlan {
  /** Differences that a listed gap explains, with that gap. */
  readonly explained: readonly { readonly difference: Difference; readonly gap: Drift }[];
  /** Differences that nothing explains: faults. */
  readonly unexplained: readonly Difference[];
}

/**
 * A gap explains an update in place of its own attribute, never a resource that comes or goes; and a replacement only when it
 * is listed as one and nothing but its own attribute differs.
 */
export function judgeSecondPlan(differences: readonly Difference[], gaps: readonly Drift[]): JudgedPlan {
  const judged = differences.map((difference) => ({
    difference,
    gap: gaps.find((gap) => gap.type === difference.type && explains(gap, difference)),
  }));
  return {
    explained: judged.flatMap(({ difference, gap }) => (gap === undefined ? [] : [{ difference, gap }])),
    unexplained: judged.flatMap(({ difference, gap }) => (gap === undefined ? [difference] : [])),
  };
}

function explains({ attribute, replaces }: Drift, { action, attribute: own, differing = [] }: Difference): boolean {
  if (action === "update") return own === attribute && replaces === undefined;
  if (action !== "replace" || replaces === undefined) return false;
  return differing.length > 0 && differing.every((one) => one === attribute || one.startsWith(`${attribute}.`));
}

/** One difference as a line: `aws_subnet.x: cidr_block was "a", would become "b"`. */
export function describeDifference(difference: Difference): string {
  const { address, action, path, before, after } = difference;
  switch (action) {
    case "create":
      return `${address} would be created`;
    case "delete":
      return `${address} would be destroyed`;
    case "replace":
      return `${address} would be replaced`;
    case "output":
      return `${address} would change`;
    case "update":
      if (path === "") return `${address} would be updated in place`;
      return `${address}: ${path} is ${JSON.stringify(before ?? null)}, would become ${JSON.stringify(after ?? null)}`;
  }
}
