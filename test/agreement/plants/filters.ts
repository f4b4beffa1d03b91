/** Network ACLs that let through what they stopped, where the groups were open all along. */
import { id, type Ground, type Own } from "../ground";
import { excess, type Plant } from "./plant";

/** Two segments whose groups are open to each other, with nothing but their ACLs between them. */
function stoppedByAcls(g: Ground): readonly [Own, Own] {
  const [a, b] = g.closedPair();
  g.join(a, b);
  return [a, b];
}

/** The ACL no longer has the subnets of a segment. */
function release(g: Ground, segment: Own): readonly string[] {
  const acl = g.at(segment.acl);
  const subnets = acl["subnet_ids"] as readonly string[];
  acl["subnet_ids"] = [];
  return subnets;
}

export const filterPlants: readonly Plant[] = [
  {
    title: "entries that allow",
    lay: (g) => {
      const [a, b] = stoppedByAcls(g);
      return () => ({ id: excess(a.name, b.name), names: g.openBetween(a, b) });
    },
  },
  {
    title: "entries that stand by themselves",
    lay: (g) => {
      const [a, b] = stoppedByAcls(g);
      g.openAcl(b.acl, a.block);
      return () => {
        const entry = (egress: boolean): string =>
          g.add("aws_network_acl_rule", {
            network_acl_id: id(a.acl),
            egress,
            rule_number: 31_900,
            rule_action: "allow",
            protocol: "tcp",
            from_port: 0,
            to_port: 65_535,
            cidr_block: b.block,
          });
        entry(false);
        // The ACL has entries in itself, and takes away what it does not have there.
        return { id: `perhaps-${excess(a.name, b.name)}`, names: entry(true), perhaps: true };
      };
    },
  },
  {
    title: "an ACL changed for one that is open",
    lay: (g) => {
      const [a, b] = stoppedByAcls(g);
      return () => {
        const open = g.add("aws_network_acl", {
          vpc_id: id(g.vpc),
          subnet_ids: [...release(g, a), ...release(g, b)],
        });
        return { id: excess(a.name, b.name), names: g.openAcl(open, "0.0.0.0/0") };
      };
    },
  },
  {
    title: "the default ACL opened, and subnets left to it",
    lay: (g) => {
      const [a, b] = stoppedByAcls(g);
      const [main] = g.all("aws_default_network_acl");
      return () => {
        release(g, a);
        release(g, b);
        return { id: excess(a.name, b.name), names: g.openAcl(main!, "0.0.0.0/0") };
      };
    },
  },
  {
    title: "subnets given to an open ACL by associations",
    lay: (g) => {
      const [a, b] = stoppedByAcls(g);
      return () => {
        const open = g.add("aws_network_acl", { vpc_id: id(g.vpc) });
        for (const segment of [a, b])
          for (const subnet of release(g, segment))
            g.add("aws_network_acl_association", { network_acl_id: id(open), subnet_id: subnet });
        return { id: excess(a.name, b.name), names: g.openAcl(open, "0.0.0.0/0") };
      };
    },
  },
  {
    title: "a deny of private ranges taken away",
    wish: { internet: "some" },
    lay: (g) => {
      const asks = g.design.internet.filter(({ from }) => !g.speaks(from, "campus"));
      const { from } = g.pick(asks);
      // Of several, the one with the lowest protocol number is shown.
      const [service] = ["https", "ntp"].filter((name) =>
        asks.some((each) => each.from === from && each.service.name === name),
      );
      const { acl } = g.segment(from);
      return () => {
        for (const way of ["ingress", "egress"] as const)
          g.at(acl)[way] = (g.at(acl)[way] as { cidr_block: string }[]).filter(
            ({ cidr_block }) => cidr_block !== "172.16.0.0/12",
          );
        return { id: excess(from, "campus"), names: g.rule("egress", from, "internet", service!) };
      };
    },
  },
  {
    title: "an allow before the denies of private ranges",
    wish: { internet: "some" },
    lay: (g) => {
      const { from } = g.pick(g.design.internet.filter((one) => !g.speaks(one.from, "campus")));
      return () => ({
        id: excess(from, "campus"),
        names: g.openAcl(g.segment(from).acl, "172.20.0.0/16"),
      });
    },
  },
];
