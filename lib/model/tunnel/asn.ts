/** Autonomous system numbers of both ends of a VPN. */
import type { Issue } from "../issue";
import { shown } from "../wording";

/** Numbers that are nobody's: RFC 7607 (0), RFC 6793 (23456) and RFC 7300 (the last of 16 and of 32 bits). */
const reserved: readonly number[] = [0, 23_456, 65_535, 4_294_967_295];

/**
 * Public numbers that AWS uses at its own end: CreateCustomerGateway names 7224, 9059, 10124 and 17943 as reserved; the VPC
 * user guide (2018) names 17493 as the older number of Singapore.
 */
const used: readonly number[] = [7224, 9059, 10_124, 17_493, 17_943];

const siteRule = "1 to 4,294,967,294, but none that is reserved (23456, 65535) or that AWS uses itself";
const awsRule = "a private number: 64512 to 65534 or 4200000000 to 4294967294";

/** Issues of the number of a gateway at a site. */
export function siteAsnIssues(about: string, asn: unknown): readonly Issue[] {
  if (!isAsn(asn)) return [{ what: `${about} is not an ASN`, received: shown(asn), allowed: siteRule }];
  if (reserved.includes(asn)) return [{ what: `${about} is reserved`, received: shown(asn), allowed: siteRule }];
  if (used.includes(asn))
    return [{ what: `${about} is one that AWS uses itself`, received: shown(asn), allowed: siteRule }];
  return [];
}

/** Issues of the number of the AWS side: private, by the API of VPN and transit gateways. */
export function awsAsnIssues(about: string, asn: unknown): readonly Issue[] {
  const fits = isAsn(asn) && ((asn >= 64_512 && asn <= 65_534) || (asn >= 4_200_000_000 && asn <= 4_294_967_294));
  return fits
    ? []
    : [{ what: `${about} is not one that AWS takes for its side`, received: shown(asn), allowed: awsRule }];
}

/** Issues of the two numbers together: with one number for both ends the session would be internal BGP, which a VPN's is not. */
export function sameAsnIssues(about: string, site: number, aws: number): readonly Issue[] {
  return site === aws
    ? [
        {
          what: `${about} is the same as that of the AWS side`,
          received: shown(site),
          allowed: "a number of its own for each end",
        },
      ]
    : [];
}

function isAsn(value: unknown): value is number {
  return typeof value === "number" && Number.isInteger(value) && value >= 0 && value <= 4_294_967_295;
}
