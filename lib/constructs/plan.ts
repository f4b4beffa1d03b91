/** Where the blocks of a declaration lie, by the address plan and its lock. */
import { planAddresses, type AddressPlanned, type PlanResult } from "../model";
import type { Declaration } from "./declaration";

export interface Planned {
  readonly result: PlanResult;
  /** Blocks by segment; empty while issues keep the plan from being made. */
  readonly blocks: AddressPlanned;
}

export function plan({ rooms, props }: Declaration): Planned {
  const result = planAddresses(
    {
      network: props.name,
      block: props.block,
      reserved: props.taken,
      ipv6: props.ipv6 !== "none",
      existing: !props.ownVpc,
      segments: rooms.map(({ block, ...room }) => ({ ...room, ...(block === undefined ? {} : { block }) })),
    },
    props.addressPlan.lock(),
  );
  return { result, blocks: result.ok ? result.plan : new Map() };
}
