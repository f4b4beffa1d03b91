/** Whether what a second plan shows is what the emulator cannot do, and nothing else. PURE. */
import type { Drift } from "./emulator-gaps";
import type { Difference } from "./plan";

export interface JudgedPlan {
  /** Differences that a listed gap explains, with that gap. */
  readonly explained: readonly { readonly difference: Difference; readonly gap: Drift }[];
  /** Differences that nothing explains: faults. */
  readonly unexplained: readonly Difference[];
}

/** A gap explains an update in place of its own attribute, never a replacement or a resource that comes or goes. */
export function judgeSecondPlan(differences: readonly Difference[], gaps: readonly Drift[]): JudgedPlan {
  const judged = differences.map((difference) => ({
    difference,
    gap: gaps.find(
      ({ type, attribute }) =>
        difference.action === "update" && difference.type === type && difference.attribute === attribute,
    ),
  }));
  return {
    explained: judged.flatMap(({ difference, gap }) => (gap === undefined ? [] : [{ difference, gap }])),
    unexplained: judged.flatMap(({ difference, gap }) => (gap === undefined ? [difference] : [])),
  };
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
