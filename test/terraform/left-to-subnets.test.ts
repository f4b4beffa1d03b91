/** Instances whose launch says nothing of a public address: their subnet does. */
import { factsOf } from "./read";

const vpc_id = "vpc-0123";
const subnet = (also: object = {}) => ({ vpc_id, cidr_block: "10.0.0.0/24", ...also });
const isPublic = (instance: object, subnets: object, more: object = {}) =>
  factsOf({ aws_subnet: subnets, aws_instance: { i: { subnet_id: "${aws_subnet.a.id}", ...instance } }, ...more })
    .interfaces.filter(({ id }) => id === "aws_instance.i")
    .map(({ publicAddress }) => ("exact" in publicAddress ? publicAddress.exact : "perhaps"));

test.each<readonly [string, object, boolean | string]>([
  ["a subnet that says nothing gives none", {}, false],
  ["one that refuses gives none", { map_public_ip_on_launch: false }, false],
  ["one that gives, gives", { map_public_ip_on_launch: true }, true],
  ["of one that is not known it is not known", { map_public_ip_on_launch: "${var.maps}" }, "perhaps"],
])("%s", (_, setting, expected) => {
  expect(isPublic({}, { a: subnet(setting) })).toEqual([expected]);
});

test("what the launch says goes before, and a launch template may say it", () => {
  const a = subnet({ map_public_ip_on_launch: true });
  expect(isPublic({ associate_public_ip_address: false }, { a })).toEqual([false]);
  expect(isPublic({ associate_public_ip_address: true }, { a: subnet() })).toEqual([true]);
  expect(isPublic({ launch_template: [{ id: "lt-0123" }] }, { a })).toEqual(["perhaps"]);
});

test("of several subnets any may be meant, or none, and one that no input describes may say anything", () => {
  const one = { subnet_id: "${var.first ? aws_subnet.a.id : aws_subnet.b.id}" };
  const b = { ...subnet(), cidr_block: "10.0.1.0/24" };
  expect(isPublic(one, { a: subnet(), b })).toEqual(["perhaps"]);
  expect(isPublic(one, { a: subnet({ map_public_ip_on_launch: true }), b })).toEqual(["perhaps"]);
  expect(isPublic({ subnet_id: "subnet-0123" }, { a: subnet() })).toEqual(["perhaps"]);
});

test("without a subnet it is in one of the default VPC, and what changes by hand may give", () => {
  const none = { subnet_id: "${var.first ? aws_subnet.a.id : null}" };
  expect(isPublic(none, { a: subnet() })).toEqual(["perhaps"]);
  const ignoring = (name: string) => ({ lifecycle: { ignore_changes: [name] } });
  expect(isPublic({}, { a: subnet(ignoring("map_public_ip_on_launch")) })).toEqual(["perhaps"]);
  expect(isPublic(ignoring("associate_public_ip_address"), { a: subnet() })).toEqual(["perhaps"]);
});

test("one that is imported keeps what it has", () => {
  const { interfaces } = factsOf(
    { aws_subnet: { a: subnet() }, aws_instance: { i: { subnet_id: "${aws_subnet.a.id}" } } },
    { import: [{ to: "aws_instance.i", id: "i-0123" }] },
  );
  expect(interfaces.map(({ publicAddress }) => Object.keys(publicAddress))).toEqual([["unknown"]]);
});

test("an Elastic IP is one all the same", () => {
  const aws_eip = { e: { instance: "${aws_instance.i.id}" } };
  expect(isPublic({}, { a: subnet() }, { aws_eip })).toEqual([true]);
});
