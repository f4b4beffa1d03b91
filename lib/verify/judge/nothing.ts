/**
 * Inputs in which there is nothing to prove anything of.
 *
 * Of nothing everything would hold: an empty state of a workspace that was meant to be another looks as a network that is
 * shut. A plan that destroys all that it knows is no such mistake, since it says what is gone.
 */
import { Transport } from "../../model";
import type { FactBase } from "../../terraform";
import type { Finding } from "./finding";

export const nothingId = "nothing";

export function nothingToProve({ vpcs, subnets, interfaces, inputs = [] }: FactBase): readonly Finding[] {
  if ([vpcs, subnets, interfaces].some((list) => list.length > 0)) return [];
  if (inputs.some(({ destroysAll }) => destroysAll === true)) return [];
  const deployed = inputs.length > 0 && inputs.every(({ kind }) => kind === "snapshot");
  return [
    {
      id: nothingId,
      kind: "undecided",
      verdict: "undecided",
      from: "the network",
      to: "anything",
      traffic: Transport.none,
      text: "no input describes a VPC, a subnet or an interface: there is nothing to prove anything of",
      rules: [],
      doubts: [],
      next: deployed
        ? "take the snapshot in the account and Region that have the network"
        : "give the stack, plan or state that has the network: another workspace or folder may be meant; one without a network need not be checked",
    },
  ];
}
