/** Elastic IPs and groups that a resource gives to an interface by its id, of which the proof once did not see whose it is. */
import { facts, factsOf } from "../terraform/read";
import { shown } from "../terraform/shown";
import { any, entering, group, home, net, one, plan, state, type One, type Values } from "./stated";

const first = { id: "i-00000001", subnet_id: "subnet-00000001", public_ip: "" };
const primary = { primary_network_interface_id: "eni-00000001" };
const machine = (told: Values = primary): One =>
  one("aws_instance", "1", {
    ...first,
    associate_public_ip_address: false,
    vpc_security_group_ids: ["sg-00000001"],
    ...told,
  });
const open = one("aws_vpc_security_group_ingress_rule", "o", {
  security_group_id: "sg-00000001",
  ip_protocol: "-1",
  cidr_ipv4: "0.0.0.0/0",
});
// What resources of their own make is sure in a state.
const route = one("aws_route", "r", {
  route_table_id: "rtb-00000001",
  destination_cidr_block: "0.0.0.0/0",
  gateway_id: "igw-00000001",
});
const address = { id: "eipalloc-00000001", allocation_id: "eipalloc-00000001", public_ip: "52.0.2.1" };
const eip = (instance: string, network_interface: string, more: Values = {}): One =>
  one("aws_eip", "e", { ...address, instance, network_interface, ...more });
const association = (instance_id: string, network_interface_id: string): One =>
  one("aws_eip_association", "a", { ...address, id: "eipassoc-00000001", instance_id, network_interface_id });

/** A plan that leaves all as it is, and destroys some more. */
function planWithout(all: readonly One[], ...gone: readonly One[]): ReturnType<typeof plan> {
  const { name: file, text } = plan("plan.json", all);
  const planned = JSON.parse(text) as { readonly resource_changes: object[] };
  for (const { type, name, attributes: before } of gone) {
    const change = { actions: ["delete"], before, after: null };
    planned.resource_changes.push({ address: `${type}.${name}`, mode: "managed", type, name, change });
  }
  return { name: file, text: JSON.stringify(planned) };
}

describe("an Elastic IP", () => {
  const all = (...more: readonly One[]): readonly One[] => [...net(), route, group("1", [any]), open, ...more];
  const byState = (...more: readonly One[]) => entering("aws_instance.1", state("s.tfstate", all(...more)));
  const byPlan = (more: readonly One[], ...gone: readonly One[]) =>
    entering("aws_instance.1", planWithout(all(...more), ...gone));

  test.each<[string, One, string]>([
    ["that a state tells by both ids", eip("i-00000001", "eni-00000001"), "yes"],
    ["that is told by its association", association("i-00000001", "eni-00000001"), "yes"],
    ["on an interface alone", eip("", "eni-00000001"), "yes"],
    ["on another of its interfaces", eip("i-00000001", "eni-00000002"), "perhaps"],
    ["on an interface of nobody", eip("", "eni-00000002"), "no"],
  ])("%s", (_, holder, answer) => {
    expect(byState(machine(), holder)).toBe(answer);
  });

  test("on an interface of nobody may be that of whoever does not tell its own", () => {
    expect(byState(machine({}), eip("", "eni-00000002"))).toBe("perhaps");
    expect(byState(machine({}), eip("", "eni-00000002", { private_ip: "10.0.0.9" }))).toBe("perhaps");
    expect(byState(machine({}), eip("", "eni-00000002", { private_ip: "10.0.9.9" }))).toBe("no");
    expect(byState(machine({ private_ip: "10.0.0.8" }), eip("", "eni-00000002", { private_ip: "10.0.0.9" }))).toBe(
      "no",
    );
  });

  test("that someone gave by hand is seen in a plan that does not touch it", () => {
    expect(byPlan([machine(), eip("i-00000001", "eni-00000001")])).toBe("yes");
  });

  test("is gone with its association, which the address still shows", () => {
    const told = [machine(), eip("i-00000001", "eni-00000001")];
    expect(byPlan(told, association("i-00000001", "eni-00000001"))).toBe("no");
  });

  test("that is gone is shown by the instance still, which may get another address", () => {
    const told = machine({ ...primary, associate_public_ip_address: true, public_ip: "52.0.2.1" });
    expect(byPlan([told])).toBe("yes");
    expect(byPlan([told], association("i-00000001", "eni-00000001"))).toBe("perhaps");
    expect(byPlan([told], eip("i-00000001", "eni-00000001"))).toBe("perhaps");
  });

  test("moves to whom an association gives it", () => {
    const other = one("aws_network_interface", "b", { id: "eni-00000002", subnet_id: "subnet-00000001" });
    expect(byPlan([machine(), other, eip("", "eni-00000001"), association("", "eni-00000002")])).toBe("no");
  });

  test("is a NAT gateway's own by the interface of that", () => {
    const nat = one("aws_nat_gateway", "n", { subnet_id: "subnet-00000001", network_interface_id: "eni-00000009" });
    expect(byState(machine({}), nat, eip("", "eni-00000009"))).toBe("no");
  });

  test("is a load balancer's that names it, which tells no interface", () => {
    const subnet_mapping = [{ subnet_id: "subnet-00000001", allocation_id: "eipalloc-00000001" }];
    const balancer = one("aws_lb", "n", { id: "n", load_balancer_type: "network", internal: false, subnet_mapping });
    expect(byState(machine({}), balancer, eip("", "eni-00000009"))).toBe("no");
    expect(byPlan([machine({}), balancer, eip("", "eni-00000009")])).toBe("no");
  });
});

test("an Elastic IP that a configuration gives to an interface by its id may be on any that has no id yet", () => {
  const base = factsOf({
    aws_network_interface: { a: { subnet_id: "subnet-0123456789abcdef0" } },
    aws_eip: { e: { network_interface: "eni-0123456789abcdef0" } },
  });
  expect(shown(base, "interfaces")).toEqual([expect.stringContaining("publicAddress=?(outside)")]);
});

describe("a group", () => {
  const attachment = (network_interface_id: string): One =>
    one("aws_network_interface_sg_attachment", "x", { network_interface_id, security_group_id: "sg-00000001" });
  const all = (...more: readonly One[]): readonly One[] => [
    ...net(),
    route,
    group("1", [any]),
    open,
    one("aws_security_group", "2", { ...home, id: "sg-00000002", ingress: [], egress: [] }),
    ...more,
  ];
  const shut = { public_ip: "52.0.2.1", vpc_security_group_ids: ["sg-00000002"] };
  const byState = (told: Values, eni: string) =>
    entering("aws_instance.1", state("s.tfstate", all(machine({ ...shut, ...told }), attachment(eni))));

  test("that is attached to an instance's interface by its id counts", () => {
    expect(byState(primary, "eni-00000001")).toBe("yes");
    expect(byState(primary, "eni-00000002")).toBe("no");
    expect(byState({}, "eni-00000002")).toBe("perhaps");
  });

  test("of an instance whose first interface nobody describes leaves it there", () => {
    const card = { network_interface: [{ device_index: 0, network_interface_id: "eni-00000001" }] };
    expect(byState({ ...primary, ...card, subnet_id: null }, "eni-00000001")).toBe("perhaps");
  });

  test("that was attached is shown by the instance still", () => {
    const both = machine({ ...primary, ...shut, vpc_security_group_ids: ["sg-00000001", "sg-00000002"] });
    expect(entering("aws_instance.1", planWithout(all(both)))).toBe("yes");
    expect(entering("aws_instance.1", planWithout(all(both), attachment("eni-00000001")))).toBe("perhaps");
    expect(entering("aws_instance.1", planWithout(all(both), attachment("eni-00000002")))).toBe("yes");
  });

  test.each<[string, string, Values, string]>([
    [
      "of a service that tells its one interface",
      "aws_efs_mount_target",
      { network_interface_id: "eni-00000002" },
      "sure",
    ],
    [
      "of a service that tells several",
      "aws_vpc_endpoint",
      { vpc_endpoint_type: "Interface", network_interface_ids: ["eni-00000002", "eni-00000003"] },
      "perhaps",
    ],
    ["of a service that tells others", "aws_efs_mount_target", { network_interface_id: "eni-00000003" }, "none"],
    ["of a service that tells none", "aws_elasticache_cluster", {}, "perhaps"],
  ])("that is attached to the interface %s", (_, type, told, answer) => {
    const groups = ["security_groups", "security_group_ids"].map((name) => [name, ["sg-00000002"]]);
    const service = one(type, "s", {
      id: "s-1",
      ...home,
      subnet_id: "subnet-00000001",
      subnet_ids: ["subnet-00000001"],
      ...Object.fromEntries(groups),
      ...told,
    });
    const [found] = facts(state("s.tfstate", all(service, attachment("eni-00000002")))).interfaces;
    const [, second] = found?.groups === "unfiltered" ? [] : (found?.groups ?? []);
    const isOpen = found?.moreGroups !== undefined;
    expect(second?.how === "exact" ? "sure" : isOpen ? "perhaps" : "none").toBe(answer);
  });
});
