/**
 * A second opinion on a matrix: pairs of it that are put to the naive evaluator before anyone sees any.
 *
 * Decides how many: all of a small network. Of a large one no more than are answered in about a second, spread evenly, because
 * the naive evaluator looks at every rule for every packet, and there may be a million pairs.
 */
import type { FactBase } from "../../terraform";
import { stepsWith } from "../naive/effort";
import type { Matrix, Reach } from "../reach/matrix";

/** Rules and entries looked at in all. One takes some tenth of a microsecond. */
const mostLooks = 4_000_000;
/** Times that each is looked at for one pair: there and back, at both ends. */
const looksEach = 4;

/** All other facts: at each step of a packet they are looked at too, and with machines on its way it may take a thousand. */
function looksAtStep(facts: FactBase): number {
  const { securityGroupRules: _, networkAclEntries: __, ...others } = facts;
  return Object.values(others).reduce((sum, list) => sum + (Array.isArray(list) ? list.length : 0), 0);
}

/** The pairs to ask about. */
export function* asked(matrix: Matrix, facts: FactBase): Generator<Reach> {
  const rules = facts.securityGroupRules.length + facts.networkAclEntries.length;
  const most = Math.max(1, Math.floor(mostLooks / (looksEach * Math.max(1, rules))));
  const step = Math.max(1, Math.ceil(matrix.size / most));
  const [each, before] = [looksAtStep(facts), stepsWith(facts)];
  for (let at = 0; at < matrix.size; at += step) {
    yield matrix.at(at);
    if ((stepsWith(facts) - before) * each > mostLooks) return;
  }
}
