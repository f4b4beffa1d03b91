/** What only all networks on one transit gateway together can show: names that two have, and addresses that two have. */
import { compareCidrs, compareText, type Cidr, type Issue } from "../../model";
import type { Declaration } from "../declaration";

/** Issues of a network beside those that come before it by name, so that each is said once. */
export function hubIssues(declaration: Declaration): readonly Issue[] {
  const { hub } = declaration;
  if (hub === undefined) return [];
  const networks = hub.networks;
  const own = networks.indexOf(declaration);
  const before = networks.slice(0, own);
  return before.length === 0 ? [] : [...nameIssues(declaration, before), ...overlapIssues(declaration, before)];
}

function nameIssues(declaration: Declaration, before: readonly Declaration[]): readonly Issue[] {
  const taken = new Map<string, string>();
  for (const other of before) for (const name of namesIn(other)) taken.set(name, other.props.name);
  return namesIn(declaration)
    .filter((name) => taken.has(name))
    .sort(compareText)
    .map((name) => ({
      what: `two networks on one transit gateway have a segment or site of one name`,
      received: `"${name}" in "${taken.get(name) ?? ""}" and in "${declaration.props.name}"`,
      allowed: "a name of its own for each, as conduits, findings and reports name it",
    }));
}

function namesIn(declaration: Declaration): readonly string[] {
  return [
    ...declaration.segments.map(({ definition }) => definition.name),
    ...declaration.sites.map(({ definition }) => definition.name),
  ];
}

interface Claim {
  readonly network: string;
  readonly what: string;
  readonly block: Cidr;
}

function overlapIssues(declaration: Declaration, before: readonly Declaration[]): readonly Issue[] {
  const claims = [declaration, ...before].flatMap(claimsOf).sort((a, b) => compareCidrs(a.block, b.block));
  const open: Claim[] = [];
  const issues: Issue[] = [];
  for (const next of claims) {
    while (open.length > 0 && open.at(-1)?.block.contains(next.block) !== true) open.pop();
    for (const around of open) {
      const names = [around.network, next.network];
      // Inside one network the model itself says so.
      if (names[0] === names[1] || !names.includes(declaration.props.name)) continue;
      issues.push({
        what: `two networks on one transit gateway have the same addresses`,
        received: `${around.what} and ${next.what}`,
        allowed: "blocks that share no address",
      });
    }
    open.push(next);
  }
  return issues;
}

function claimsOf(declaration: Declaration): readonly Claim[] {
  const network = declaration.props.name;
  const { block } = declaration.props;
  return [
    { network, what: `${block.toString()} of network "${network}"`, block },
    ...declaration.segments.flatMap(({ definition: { name, placement } }): Claim[] =>
      placement.in === "outside"
        ? placement.blocks.map((one) => ({
            network,
            what: `${one.toString()} of segment "${name}" of network "${network}"`,
            block: one,
          }))
        : [],
    ),
  ];
}
