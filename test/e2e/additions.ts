/**
 * Whether a plan only adds. PURE.
 *
 * A change that adds a segment, a zone or a conduit must create and do nothing else. Two exceptions: the entries of a
 * network ACL are part of it, so an ACL may be updated in place when all that happens to it is that entries and subnets
 * come; so are the widgets of a dashboard. One that changes or goes is refused, and so is everything that is destroyed or
 * replaced.
 *
 * Subnets that are not created yet have no id in the plan. That the known ones stay is then to be read back after apply.
 */
import { judgeSecondPlan } from "../../bin/local/drift";
import type { Drift } from "../../bin/local/emulator-gaps";
import { differencesOf, type Difference, type Plan } from "../../bin/local/plan";

/** Every difference that is not an addition, nor a listed gap of the emulator. */
export function otherThanAdditions(plan: Plan, gaps: readonly Drift[]): readonly Difference[] {
  return judgeSecondPlan(differencesOf(plan), gaps).unexplained.filter((difference) => !adds(difference));
}

/** Addresses of what the plan creates. */
export function createdBy(plan: Plan): readonly string[] {
  return differencesOf(plan)
    .filter(({ action }) => action === "create")
    .map(({ address }) => address);
}

function adds(difference: Difference): boolean {
  switch (difference.action) {
    case "create":
      return true;
    case "output":
      // An output is no resource: it may come, or follow what came. That it stays is checked here.
      return difference.after !== "delete";
    case "update":
      return (
        (difference.type === "aws_network_acl" && growsAcl(difference)) ||
        (difference.type === "aws_cloudwatch_dashboard" && growsDashboard(difference))
      );
    case "delete":
    case "replace":
      return false;
  }
}

function growsAcl({ path, before, after }: Difference): boolean {
  if (/^(?:in|e)gress\[rule_no=\d+\]$/.test(path)) return before === undefined && after !== undefined;
  // A set of ids: what is in `before` goes, what is in `after` comes.
  if (path === "subnet_ids") return after === "(known after apply)" || (Array.isArray(before) && before.length === 0);
  return false;
}

function growsDashboard({ path, before, after }: Difference): boolean {
  if (path !== "dashboard_body") return false;
  const [was, is] = [before, after].map((body) => widgetsIn(String(body)));
  return was !== undefined && is !== undefined && was.every((widget) => is.includes(widget));
}

function widgetsIn(body: string): readonly string[] {
  const { widgets } = JSON.parse(body) as { readonly widgets: readonly unknown[] };
  return widgets.map(inOneOrder);
}

/** CloudWatch gives keys back in another order than they were written. */
function inOneOrder(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(inOneOrder).join()}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, of]) => `${JSON.stringify(key)}:${inOneOrder(of)}`).join()}}`;
}
