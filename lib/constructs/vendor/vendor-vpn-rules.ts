/** What is wrong with the properties of a vendor's VPN. */
import { Token } from "cdktf";
import { Cidr, isPrivate, type Issue, type Parsed } from "../../model";
import type { VendorVpnProps } from "./vendor-vpn";

const sessionHours: readonly unknown[] = [undefined, 8, 10, 12, 24];

export function vendorVpnIssues(name: string, props: VendorVpnProps): readonly Issue[] {
  const about = (part: string): string => `${part} of vendor VPN "${name}"`;
  const { authentication, segment } = props;
  const saml = "samlProviderArn" in authentication ? authentication.samlProviderArn : undefined;
  const chain = "rootCertificateChainArn" in authentication ? authentication.rootCertificateChainArn : undefined;
  const issues: Issue[] = [
    ...arnIssues(about("certificate"), props.serverCertificateArn, "acm", "certificate/"),
    ...(saml === undefined ? [] : arnIssues(about("SAML provider"), saml, "iam", "saml-provider/")),
    ...(chain === undefined ? [] : arnIssues(about("certificate chain"), chain, "acm", "certificate/")),
    ...blockIssues(about("client block"), props.clientCidr, segment.declaration.props.block),
  ];
  if ((saml === undefined) === (chain === undefined))
    issues.push({
      what: `${about("authentication")} is not one of the two`,
      allowed: "samlProviderArn, or rootCertificateChainArn",
    });
  if (!sessionHours.includes(props.sessionHours)) {
    issues.push({
      what: `${about("session length")} is not one that Client VPN has`,
      received: String(props.sessionHours),
      allowed: "8, 10, 12 or 24 hours",
    });
  }
  return issues;
}

function arnIssues(what: string, arn: unknown, service: string, resource: string): readonly Issue[] {
  if (Token.isUnresolved(arn)) return [];
  const form = new RegExp(`^arn:aws(-[a-z]+)*:${service}:[a-z0-9-]*:\\d{12}:${resource}.+$`);
  if (typeof arn === "string" && form.test(arn)) return [];
  return [
    {
      what: `${what} is not its ARN`,
      received: JSON.stringify(arn),
      allowed: `arn:<partition>:${service}:…:${resource}…`,
    },
  ];
}

/** AWS takes /12 to /22 (Client VPN administrator guide, "Rules and best practices"); clients must not be in the VPC's own addresses. */
function blockIssues(what: string, text: string, network: Cidr): readonly Issue[] {
  const parsed: Parsed<Cidr> = Cidr.parse(text);
  if (!parsed.ok) return [{ ...parsed.issue, what: `${what}: ${parsed.issue.what}` }];
  const { value } = parsed;
  if (value.family !== 4 || value.prefix < 12 || value.prefix > 22 || !isPrivate(value))
    return [{ what: `${what} is not one for clients`, received: text, allowed: "a private IPv4 block, /12 to /22" }];
  if (value.overlaps(network))
    return [
      {
        what: `${what} overlaps the network`,
        received: `${text} and ${network.toString()}`,
        allowed: "a block of its own",
      },
    ];
  return [];
}
