/** A `terraform_remote_state` gives the outputs of the input that keeps its state where it looks, and of no other. */
import { configuration, facts } from "./read";
import { shown } from "./shown";

type Named = ReturnType<typeof configuration>;

/** The subnet of the one interface, or why it is not known. */
const placeOf = (line: string) => (/ subnets=\[([^\]]+)\] /.exec(line) ?? / moreSubnets=(\S+)/.exec(line))?.[1];

const s3 = (key: string, bucket = "state") => ({ bucket, key, region: "us-east-1" });
const kept = (backend: object) => ({ terraform: { backend } });

/** A network that gives its subnet and its group. */
function network(folder: string, terraform: object = {}): Named {
  const resource = {
    aws_vpc: { v: { cidr_block: "10.0.0.0/16" } },
    aws_subnet: { s: { vpc_id: "${aws_vpc.v.id}", cidr_block: "10.0.0.0/24" } },
    aws_security_group: { g: { vpc_id: "${aws_vpc.v.id}" } },
  };
  const output = { subnet: { value: "${aws_subnet.s.id}" }, group: { value: "${aws_security_group.g.id}" } };
  return configuration({ ...terraform, resource, output }, `${folder}/main.tf.json`);
}

/** Where an instance is whose subnet and group are what another stack gives. */
function placed(
  state: object,
  networks: readonly Named[],
  rest: object = {},
  of = "data.terraform_remote_state.n.outputs",
) {
  const instance = { subnet_id: `\${${of}.subnet}`, vpc_security_group_ids: [`\${${of}.group}`] };
  const reader = {
    data: { terraform_remote_state: { n: state } },
    resource: { aws_instance: { i: instance } },
    ...rest,
  };
  const base = facts(...networks, configuration(reader, "app/main.tf.json"));
  return shown(base, "interfaces").map(placeOf);
}

const read = (backend: string, config: object, rest: object = {}) => ({ backend, config, ...rest });
const unknown = ["(remote-state)"];

test.each<[string, object, object]>([
  ["S3, by bucket and key", read("s3", s3("a/n.tfstate")), kept({ s3: { ...s3("a/n.tfstate"), encrypt: true } })],
  [
    "S3, as a list of blocks",
    read("s3", s3("a/n.tfstate")),
    { terraform: [kept({ s3: [s3("a/n.tfstate")] }).terraform] },
  ],
  ["GCS, by bucket and prefix", read("gcs", { bucket: "b", prefix: "p" }), kept({ gcs: { bucket: "b", prefix: "p" } })],
  [
    "a file, from where each stands",
    read("local", { path: "../net/x.tfstate" }),
    kept({ local: { path: "./x.tfstate" } }),
  ],
  ["a file by its whole path", read("local", { path: "/s/x.tfstate" }), kept({ local: { path: "/s/x.tfstate" } })],
  ["a file of the folder of the module", read("local", { path: "${path.module}/../net/terraform.tfstate" }), {}],
  ["a file of the name that Terraform gives", read("local", { path: "../net/terraform.tfstate" }), kept({ local: {} })],
  [
    "HCP Terraform",
    read("remote", { organization: "o", workspaces: { name: "n" } }),
    { terraform: { cloud: { organization: "o", workspaces: { name: "n", project: "p" } } } },
  ],
  ["any other backend", read("http", { address: "https://x" }), kept({ http: { address: "https://x" } })],
  ["the workspace by name", read("s3", s3("n"), { workspace: "default" }), kept({ s3: s3("n") })],
  [
    "the workspace that all are in",
    read("s3", s3("n"), { workspace: "${terraform.workspace}" }),
    kept({ s3: s3("n") }),
  ],
])("the same place is told by %s", (_, state, terraform) => {
  expect(placed(state, [network("net", terraform)])).toEqual(["~aws_subnet.s"]);
});

test.each<[string, object, readonly Named[]]>([
  ["in another folder of the bucket", read("s3", s3("prod/n")), [network("prod", kept({ s3: s3("staging/n") }))]],
  ["in another bucket", read("s3", s3("n")), [network("n", kept({ s3: s3("n", "other") }))]],
  ["of another endpoint", read("s3", s3("n")), [network("n", kept({ s3: { ...s3("n"), endpoint: "x" } }))]],
  [
    "of another backend",
    read("local", { path: "../net/terraform.tfstate" }),
    [network("net", kept({ s3: s3("net") }))],
  ],
  ["whose bucket is told at `init`", read("s3", s3("n")), [network("n", kept({ s3: { key: "n" } }))]],
  ["where the reader does not tell the bucket", read("s3", { key: "n" }), [network("n", kept({ s3: { key: "n" } }))]],
  ["where the key is not known", read("s3", s3("${var.key}")), [network("n", kept({ s3: s3("${var.key}") }))]],
  ["in another workspace", read("s3", s3("n"), { workspace: "prod" }), [network("n", kept({ s3: s3("n") }))]],
  [
    "of a workspace that is not told",
    read("s3", s3("n"), { workspace: "${var.w}" }),
    [network("n", kept({ s3: s3("n") }))],
  ],
  [
    "that two say they keep",
    read("s3", s3("n")),
    [network("a", kept({ s3: s3("n") })), network("b", kept({ s3: s3("n") }))],
  ],
  ["of a configuration that does not tell", read("s3", s3("net/terraform.tfstate")), [network("net")]],
])("a state %s is another, or may be", (_, state, networks) => {
  expect(placed(state, networks)).toEqual(unknown);
});

test("stacks of one name are told apart by the keys of their states", () => {
  const networks = ["prod", "staging"].map((env) =>
    network(`${env}/network`, kept({ s3: s3(`${env}/network.tfstate`) })),
  );
  expect(placed(read("s3", s3("staging/network.tfstate")), networks)).toEqual(["~network-2/aws_subnet.s"]);
  expect(placed(read("s3", s3("prod/network.tfstate")), networks)).toEqual(["~network/aws_subnet.s"]);
});

test("all outputs at once have their values", () => {
  const rest = { locals: { o: "${data.terraform_remote_state.n.outputs}" } };
  const state = read("s3", s3("n"));
  expect(placed(state, [network("net", kept({ s3: s3("n") }))], rest, "local.o")).toEqual(["~aws_subnet.s"]);
});

test("a state file is what is kept there", () => {
  const state = {
    version: 4,
    serial: 1,
    lineage: "x",
    outputs: { subnet: { value: "subnet-0123456789abcdef0" }, group: { value: "sg-0123456789abcdef0" } },
    resources: [
      {
        mode: "managed",
        type: "aws_subnet",
        name: "s",
        instances: [
          {
            attributes: { id: "subnet-0123456789abcdef0", vpc_id: "vpc-0123456789abcdef0", cidr_block: "10.0.0.0/24" },
          },
        ],
      },
    ],
  };
  const file = { name: "net/terraform.tfstate", text: JSON.stringify(state) };
  expect(placed(read("local", { path: "../net/terraform.tfstate" }), [file])).toEqual(["=aws_subnet.s"]);
  expect(placed(read("local", { path: "../other/terraform.tfstate" }), [file])).toEqual(unknown);
});

test("stacks that read each other's outputs have none that is known", () => {
  const stack = (own: string, other: string) => ({
    ...kept({ s3: s3(own) }),
    data: { terraform_remote_state: { o: read("s3", s3(other)) } },
    output: { subnet: { value: "${data.terraform_remote_state.o.outputs.subnet}" } },
    resource: { aws_instance: { [own]: { subnet_id: "${data.terraform_remote_state.o.outputs.subnet}" } } },
  });
  const base = facts(configuration(stack("a", "b"), "a/x.tf.json"), configuration(stack("b", "a"), "b/x.tf.json"));
  expect(shown(base, "interfaces").map(placeOf)).toEqual(["(expression)", "(expression)"]);
});
