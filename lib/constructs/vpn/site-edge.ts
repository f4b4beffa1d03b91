/** Where the VPNs of a network's sites end in AWS. */

/** A gateway of AWS that VPN connections end at, and its ASN. */
export type SiteEdge =
  | { readonly kind: "vpn-gateway"; readonly vpnGatewayId: string; readonly asn: number }
  | { readonly kind: "transit-gateway"; readonly transitGatewayId: string; readonly asn: number };

/**
 * Whether Terraform may destroy what sites depend on. `prevented`: a plan that would is an error. Terraform cannot guard what
 * is no longer in the program: taking a construct out still destroys it.
 */
export type Destruction = "prevented" | "allowed";

/** The `lifecycle` block of what sites depend on. */
export function lifecycleOf(destruction: Destruction): Readonly<Record<string, true>> {
  return destruction === "prevented" ? { preventDestroy: true } : {};
}
