/** Every stack that real Terraform validates. A stack that a test synthesizes belongs in this list. */
import { existingVpc } from "./existing-vpc";
import { growingHospital } from "./growing-hospital";
import { inspection } from "./inspection";
import { monitoring } from "./monitoring";
import { sample } from "./sample";
import { sites } from "./sites";
import { vpn } from "./vpn";
import { wholeNetwork } from "./whole-network";

export interface StackToValidate {
  readonly title: string;
  /** Synthesizes an app of one or more stacks into a folder. */
  readonly synthesize: (folder: string) => void;
}

export const stacks: readonly StackToValidate[] = [
  { title: "the sample hospital", synthesize: sample },
  { title: "a hospital before it grows", synthesize: (folder) => growingHospital(folder, "before") },
  { title: "a hospital that has grown", synthesize: (folder) => growingHospital(folder, "after") },
  { title: "a network with IPv6, private services, an internet exit and every kind", synthesize: wholeNetwork },
  { title: "segments on a VPC that exists", synthesize: existingVpc },
  { title: "VPNs to a VPN gateway and a transit gateway", synthesize: vpn },
  { title: "two networks behind one inspection VPC", synthesize: inspection },
  { title: "two networks on a transit gateway, with sites and a vendor's way in", synthesize: sites },
  { title: "flow logs with every choice, every default, and alone on what exists", synthesize: monitoring },
];
