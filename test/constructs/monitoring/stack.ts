/** Networks whose flows are recorded, and policies as they are read. */
import type { HospitalNetwork, HospitalNetworkProps, NetworkFlows, NetworkFlowsProps } from "../../../lib";
import { recordedHospital, synthesize, type Synthesized, type TerraformJson } from "../synth";

/** A network that says how its flows are recorded. */
export function monitored(
  use: (network: HospitalNetwork, flows: NetworkFlows) => void = () => undefined,
  props: NetworkFlowsProps = {},
  more: Partial<HospitalNetworkProps> = {},
): Synthesized {
  return synthesize((stack) => {
    const network = recordedHospital(stack, more);
    use(network, network.monitorFlows(props));
  });
}

/** One statement of a policy. */
export type Statement = Readonly<Record<string, unknown>>;

/** The statements of a policy that Terraform encodes, with references shortened: `{account}`. */
export function statementsOf(text: unknown): readonly Statement[] {
  const encoded = /^\$\{jsonencode\((.*)\)\}$/s.exec(String(text))?.[1] ?? "";
  const json = encoded
    .replaceAll(/("[A-Za-z0-9:-]+") = /g, "$1: ")
    .replaceAll(/\$\{([^}]*)\}/g, (_all, of: string) => `{${short(of)}}`);
  return (
    JSON.parse(json.replaceAll(/(?<=: |\[|, )((?:data\.)?aws_[A-Za-z0-9_.-]+)/g, (of) => `"{${short(of)}}"`)) as {
      Statement: Statement[];
    }
  ).Statement;
}

function short(reference: string): string {
  if (reference.includes("caller_identity")) return "account";
  if (reference.includes("_partition.")) return reference.endsWith("dns_suffix") ? "suffix" : "partition";
  if (reference.includes("_region.")) return "region";
  return reference.split(".")[0] ?? reference;
}

/** The only resource of a type. */
export function theOne({ resource }: TerraformJson, type: string): Statement {
  const all = Object.values(resource?.[type] ?? {});
  if (all.length !== 1 || all[0] === undefined) throw new Error(`${String(all.length)} of ${type}`);
  return all[0];
}
