/** Where the VPNs of a network's sites end in AWS. */
import { choiceIssues, type Issue } from "../../model";

/** A gateway of AWS that VPN connections end at, and its ASN. */
export type SiteEdge =
  | { readonly kind: "vpn-gateway"; readonly vpnGatewayId: string; readonly asn: number }
  | { readonly kind: "transit-gateway"; readonly transitGatewayId: string; readonly asn: number };

/**
 * Whether Terraform may destroy what sites depend on. `prevented`: a plan that would is an error. Terraform cannot guard what
 * is no longer in the program: taking a construct out still destroys it.
 */
export type Destruction = "prevented" | "allowed";

/** Issues of a choice of what Terraform may destroy. `undefined` is none: the default is for others to know. */
export function destructionIssues(about: string, destruction: Destruction | undefined): readonly Issue[] {
  if (destruction === undefined) return [];
  return choiceIssues(`destruction of ${about}`, destruction, ["prevented", "allowed"]);
}

/** The `lifecycle` block of what sites depend on. */
export function lifecycleOf(destruction: Destruction): Readonly<Record<string, true>> {
  return destruction === "prevented" ? { preventDestroy: true } : {};
}
