/** A small hospital for tests of the judgement: three segments, two conduits, nothing else open. */

import type { DeclaredIntent } from "../../lib/verify";
import { Network, tcp } from "./network";

export const declared: DeclaredIntent = {
  segments: [
    {
      name: "pumps",
      kind: "medical-device",
      subnets: ["pumps-a", "pumps-b"],
      groups: ["pumps-sg"],
      blocks: ["10.0.0.0/23"],
    },
    { name: "server", kind: "clinical", subnets: ["server-a"], groups: ["server-sg"], blocks: ["10.0.2.0/24"] },
    { name: "guest", kind: "guest", subnets: ["guest-a"], groups: ["guest-sg"], blocks: ["10.0.3.0/24"] },
    { name: "ward", kind: "medical-device", subnets: [], groups: [], blocks: ["172.20.8.0/22"] },
  ],
  conduits: [
    { id: "pumps>server:drug-library", from: "pumps", to: "server", transport: tcp(3613) },
    { id: "server>server:sync", from: "server", to: "server", transport: tcp(7000) },
    { id: "ward>server:drug-library", from: "ward", to: "server", transport: tcp(3613) },
    { id: "guest>internet:https", from: "guest", to: "internet", transport: tcp(443) },
  ],
};

/** Exactly what is declared, by groups and by ACLs. */
export function hospital(): Network {
  const n = new Network()
    .vpc("vpc", "10.0.0.0/16")
    .subnet("pumps-a", "vpc", "10.0.0.0/24", "a")
    .subnet("pumps-b", "vpc", "10.0.1.0/24", "b")
    .subnet("server-a", "vpc", "10.0.2.0/24", "a")
    .subnet("guest-a", "vpc", "10.0.3.0/24", "a")
    .subnet("public", "vpc", "10.0.4.0/28", "a")
    .group("pumps-sg", "vpc")
    .group("server-sg", "vpc")
    .group("guest-sg", "vpc")
    .rule("pumps-sg", "egress", tcp(3613), { group: "server-sg" })
    .rule("server-sg", "ingress", tcp(3613), { group: "pumps-sg" })
    .rule("server-sg", "ingress", tcp(3613), "172.20.8.0/22")
    .rule("server-sg", "ingress", tcp(7000), { group: "server-sg" })
    .rule("server-sg", "egress", tcp(7000), { group: "server-sg" })
    .rule("guest-sg", "egress", tcp(443), "0.0.0.0/0")
    .gateway("igw", "internet", "vpc")
    .nat("nat", "public", "public", "10.0.4.9")
    .gateway("vgw", "vpn", "vpc")
    .vpn("vpn", "vgw", "172.20.8.0/22")
    .table("closed-rt", "vpc", "pumps-a", "pumps-b")
    .table("server-rt", "vpc", "server-a")
    .propagate("server-rt", "vgw")
    .table("guest-rt", "vpc", "guest-a")
    .route("guest-rt", "0.0.0.0/0", ["nat-gateway", "nat"])
    .table("public-rt", "vpc", "public")
    .route("public-rt", "0.0.0.0/0", ["internet-gateway", "igw"]);
  n.acl("pumps-acl", "vpc", "pumps-a", "pumps-b")
    .entry("pumps-acl", "egress", 100, "allow", tcp(3613), "10.0.2.0/24")
    .entry("pumps-acl", "ingress", 100, "allow", tcp(32_768, 61_000), "10.0.2.0/24");
  n.acl("server-acl", "vpc", "server-a")
    .entry("server-acl", "ingress", 100, "allow", tcp(3613), "10.0.0.0/23")
    .entry("server-acl", "ingress", 110, "allow", tcp(3613), "172.20.8.0/22")
    .entry("server-acl", "egress", 100, "allow", tcp(32_768, 61_000), "10.0.0.0/23")
    .entry("server-acl", "egress", 110, "allow", tcp(1024, 65_535), "172.20.8.0/22");
  n.acl("guest-acl", "vpc", "guest-a")
    .entry("guest-acl", "egress", 50, "deny", "all", "10.0.0.0/8")
    .entry("guest-acl", "egress", 100, "allow", tcp(443), "0.0.0.0/0")
    .entry("guest-acl", "ingress", 50, "deny", "all", "10.0.0.0/8")
    .entry("guest-acl", "ingress", 100, "allow", tcp(1024, 65_535), "0.0.0.0/0");
  return n.face("pump-1", "pumps-a", ["pumps-sg"]).face("server-1", "server-a", ["server-sg"]);
}
