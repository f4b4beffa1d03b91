/**
 * What one end of a VPN at a site may be.
 *
 * Decides form: whether AWS could reach the address and take the certificate. Whether a device answers there is for the tunnel
 * to show.
 */
import { Cidr } from "../address";
import type { Issue } from "../issue";
import { insideBlockIssues, siteAsnIssues } from "../tunnel";
import { choiceIssues, shown } from "../wording";
import { gatewayNames, type GatewayDefinition } from "./site";

/**
 * Blocks that no gateway on the internet has (RFC 6890 and the registry that it founded). The three for documentation are left
 * out: nobody has them either, and examples need some.
 */
const unreachable = [
  "0.0.0.0/8",
  "10.0.0.0/8",
  "100.64.0.0/10",
  "127.0.0.0/8",
  "169.254.0.0/16",
  "172.16.0.0/12",
  "192.0.0.0/24",
  "192.168.0.0/16",
  "198.18.0.0/15",
  "224.0.0.0/4",
  "240.0.0.0/4",
].map((text) => Cidr.of(text));

const certificateForm = /^arn:aws[a-z-]*:acm:[a-z0-9-]+:\d{12}:certificate\/[\w-]+$/;

/** Everything wrong with one gateway by itself. */
export function gatewayIssues(about: string, gateway: GatewayDefinition): readonly Issue[] {
  const { name, address, certificateArn, asn, insideBlocks } = gateway;
  const [first, second] = insideBlocks;
  return [
    ...choiceIssues(`name of ${about}`, name, gatewayNames),
    ...(address === undefined && certificateArn === undefined
      ? [
          {
            what: `${about} has neither an address nor a certificate`,
            allowed: "a public IPv4 address, the ARN of a certificate of a private CA, or both",
          },
        ]
      : []),
    ...(address === undefined ? [] : addressIssues(`address of ${about}`, address)),
    ...(certificateArn === undefined || isCertificate(certificateArn)
      ? []
      : [
          {
            what: `certificate of ${about} is not one in ACM`,
            received: shown(certificateArn),
            allowed: "arn:<partition>:acm:<region>:<account>:certificate/<id>",
          },
        ]),
    ...siteAsnIssues(`ASN of ${about}`, asn),
    ...insideBlockIssues([
      { about: `tunnel 1 of ${about}`, block: first },
      { about: `tunnel 2 of ${about}`, block: second },
    ]),
  ];
}

/** Of an expression of Terraform only AWS can tell. */
function isCertificate(arn: unknown): boolean {
  return typeof arn === "string" && (arn.startsWith("${") || certificateForm.test(arn));
}

function addressIssues(about: string, address: string): readonly Issue[] {
  const parsed = Cidr.parseAddress(address);
  if (!parsed.ok) return [{ ...parsed.issue, what: `${about} is ${parsed.issue.what}` }];
  const { value } = parsed;
  if (value.family === 4 && !unreachable.some((block) => block.contains(value))) return [];
  return [
    {
      what: `${about} is not a public IPv4 address`,
      received: shown(address),
      allowed: "the address that the internet sees, such as that of the NAT in front of the gateway",
    },
  ];
}
