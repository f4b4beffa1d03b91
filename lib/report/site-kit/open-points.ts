/** What no file of a kit can know, and the network team fills in. */
import { code, plain } from "./markdown";
import type { SitePlan } from "./plan";

/** One thing to fill in, as Markdown and as plain text. */
export interface OpenPoint {
  readonly what: string;
  /** What the command says. */
  readonly how: string;
  /** What the sheet says. */
  readonly markdown: string;
}

export function openPoints({ tunnels, segments }: SitePlan): readonly OpenPoint[] {
  const addresses = tunnels.every(({ isKnown }) => isKnown)
    ? []
    : [
        {
          what: "AWS's addresses of the tunnels",
          how: "deploy, then: terraform output -json > outputs.json, and this command again with --outputs outputs.json",
          markdown:
            "AWS's addresses of the tunnels. Until they are known, names that end in `.invalid` stand in their place. Deploy, then " +
            "`terraform output -json > outputs.json`, and write this kit again with `--outputs outputs.json`.",
        },
      ];
  const subjects = tunnels.some(
    ({ isKnown, awsSubject, gateway }) => isKnown && awsSubject === undefined && gateway.certificateArn !== undefined,
  )
    ? [
        {
          what: "what AWS's certificates are made out to",
          how: "outputs.json names no VPN connection: deploy again with this version, or set remote.id by hand",
          markdown: "What AWS's certificates are made out to: set `id` of each `remote` in `swanctl.conf`.",
        },
      ]
    : [];
  const vlans = segments
    .filter(({ vlan }) => vlan === undefined)
    .map(({ name, label }) => ({
      what: `the VLAN of ${name}`,
      how: `give the segment its vlan, or fill it in where cisco-ios.cfg says ${label}`,
      markdown: `The VLAN of ${plain(name)} (${code(label)}) in \`cisco-ios.cfg\`.`,
    }));
  return [...addresses, ...subjects, ...vlans];
}
