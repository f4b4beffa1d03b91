/** The doors, as a reader uses them: `npm run deploy:local`, `status` and `npm run destroy:local` on the sample. Built first. */
import { execFile, type ExecFileException } from "node:child_process";
import { existsSync } from "node:fs";
import { copyFile, readFile, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import {
  AuthorizeSecurityGroupEgressCommand,
  AuthorizeSecurityGroupIngressCommand,
  DescribeSecurityGroupsCommand,
  EC2Client,
  RevokeSecurityGroupEgressCommand,
  RevokeSecurityGroupIngressCommand,
} from "@aws-sdk/client-ec2";
import type { Place } from "../../bin/local/place";
import { findProcess } from "../../bin/local/processes";
import { checked, cordon, segmentMatrix } from "./cordon";
import { planOffline } from "./offline-plan";
import { createProject, repository } from "./project";
import { sample } from "./stacks/sample";
import { stackFolders } from "./validation";

let place: Place;

beforeAll(async () => {
  place = await createProject(`node ${JSON.stringify(join(repository, "dist/bin/hospital.js"))}`);
  for (const file of ["hospital.config.json", "address-plan.lock.json"]) {
    await copyFile(join(repository, file), join(place.project, file));
  }
});

afterAll(async () => {
  await door("destroy");
  await rm(place.project, { recursive: true, force: true });
});

interface Said {
  readonly code: number;
  readonly text: string;
}

function door(verb: "deploy" | "destroy" | "status"): Promise<Said> {
  return new Promise((resolve) => {
    const done = (error: ExecFileException | null, output: string, errors: string): void =>
      resolve({ code: typeof error?.code === "number" ? error.code : error === null ? 0 : 1, text: output + errors });
    execFile(
      process.execPath,
      [join(repository, "dist/bin/local.js"), verb],
      { cwd: place.project, maxBuffer: 1e8 },
      done,
    );
  });
}

describe("the sample on this machine", () => {
  test("has nothing deployed at first, and says so", async () => {
    expect(await door("status")).toEqual({ code: 0, text: expect.stringContaining("No emulator runs here") as string });
    expect(await door("destroy")).toEqual({
      code: 0,
      text: expect.stringContaining("Nothing is deployed here") as string,
    });
  });

  test("deploys, shows what exists, and its second plan is empty", async () => {
    const { code, text } = await door("deploy");
    if (code !== 0) throw new Error(text);
    expect(text).toContain("every provider endpoint is the emulator");
    expect(text).toMatch(/The second plan is empty/);
    expect(text).toMatch(/aws_security_group +│ +\d+/);
    expect(text).toMatch(/default security group +│ closed, no rule/);
    expect(text).toContain("npm run destroy:local");
  });

  test("keeps its state in .cordon alone", async () => {
    const names = await readdir(place.project);
    expect(names.filter((name) => name.includes("tfstate") || name === "cdktf.out")).toEqual([]);
    expect(existsSync(place.state)).toBe(true);
  });

  test("says what runs", async () => {
    const { code, text } = await door("status");
    expect(code).toBe(0);
    expect(text).toMatch(/The emulator answers at http:\/\/127\.0\.0\.1:\d+/);
    expect(text).toMatch(/VPC +│ vpc-/);
  });

  describe("as the proof sees it", () => {
    const region = "us-east-1";
    const snapshot = (): string => join(place.project, "snapshot.json");
    const intent = (): readonly string[] => ["--intent", join(place.output, "stacks/st-marys/intent.json")];

    async function endpoint(): Promise<string> {
      const { port } = JSON.parse(await readFile(place.record, "utf8")) as { readonly port: number };
      return `http://127.0.0.1:${String(port)}`;
    }

    async function collected() {
      return cordon(place.project, "collect", "--region", region, "--endpoint-url", await endpoint(), "-o", snapshot());
    }

    // The emulator cannot say whether public access is blocked, so that what passes to the internet may be cut there.
    const [surely, perhaps] = ["must", "may"].map((bound) => `patch-mirror > internet ${bound} `);

    /** What the emulator leaves open: public access, and which Direct Connect comes in at the gateway of the VPN. */
    const open = (): readonly unknown[] => [
      "undecided missing:patch-mirror>internet:https",
      `undecided incomplete:${snapshot()}: DescribeVirtualInterfaces`,
      `undecided incomplete:${snapshot()}: DescribeDirectConnectGatewayAssociations`,
      expect.stringMatching(/^undecided incomplete:.*: vgw-[0-9a-f]+$/),
    ];

    test("is collected from the emulator, which leaves out what it cannot tell by name", async () => {
      const { code, stdout, stderr } = await collected();
      expect({ code, stdout, stderr }).toEqual({ code: 1, stdout: "", stderr });
      expect(stderr).toMatch(
        /Collected \d+ VPCs, \d+ subnets, \d+ security groups, \d+ network interfaces of us-east-1/,
      );
      const { Incomplete } = JSON.parse(await readFile(snapshot(), "utf8")) as {
        readonly Incomplete: readonly { readonly Call: string }[];
      };
      expect(Incomplete.map(({ Call }) => Call).sort()).toEqual([
        "DescribeDirectConnectGatewayAssociations",
        "DescribeVirtualInterfaces",
        "DescribeVpcBlockPublicAccessExclusions",
        "DescribeVpcBlockPublicAccessOptions",
      ]);
    });

    test("has the same matrix between its segments in a snapshot as in what was synthesized", async () => {
      const synthesized = await segmentMatrix(place.project, place.output);
      const deployed = await segmentMatrix(place.project, snapshot(), ...intent());
      expect(synthesized.filter((line) => line.startsWith("place "))).toHaveLength(27);
      expect(synthesized.filter((line) => line.includes(" > "))).toHaveLength(73);
      expect(deployed).toEqual(synthesized.map((line) => line.replace(surely!, perhaps!)));
    });

    test("has no finding in a snapshot but for what the emulator cannot tell", async () => {
      expect(await checked(place.project, snapshot(), ...intent())).toMatchObject({
        code: 1,
        verdict: "undecided",
        findings: open(),
      });
    });

    test("holds in Terraform's state, which has the same matrix", async () => {
      expect(await checked(place.project, place.state, ...intent())).toMatchObject({ code: 0, verdict: "holds" });
      expect(await segmentMatrix(place.project, place.state, ...intent())).toEqual(
        await segmentMatrix(place.project, place.output),
      );
    });

    test("is found to have drifted when somebody opens a group by hand, and not any more when it is closed", async () => {
      const client = new EC2Client({
        region,
        endpoint: await endpoint(),
        credentials: { accessKeyId: "test", secretAccessKey: "test" },
      });
      const { SecurityGroups: [group] = [] } = await client.send(
        new DescribeSecurityGroupsCommand({ Filters: [{ Name: "tag:cordon:segment", Values: ["infusion-pumps"] }] }),
      );
      const all = {
        GroupId: group!.GroupId!,
        IpPermissions: [{ IpProtocol: "-1", IpRanges: [{ CidrIp: "0.0.0.0/0" }] }],
      };
      await client.send(new AuthorizeSecurityGroupIngressCommand(all));
      await client.send(new AuthorizeSecurityGroupEgressCommand(all));
      await collected();
      const opened = await checked(place.project, snapshot(), ...intent());
      expect(opened.verdict).toBe("broken");
      // A subnet's own ACL is not asked within the subnet; everything else stays closed by the ACLs and the other groups.
      expect(opened.findings).toEqual([
        "broken excess:infusion-pumps>infusion-pumps",
        "broken flat-device-segment:infusion-pumps>infusion-pumps",
        ...open(),
      ]);
      expect(opened.rules["excess:infusion-pumps>infusion-pumps"]).toEqual([
        expect.stringMatching(/^sgr-/),
        expect.stringMatching(/^sgr-/),
      ]);
      await client.send(new RevokeSecurityGroupIngressCommand(all));
      await client.send(new RevokeSecurityGroupEgressCommand(all));
      client.destroy();
      await collected();
      const closed = await checked(place.project, snapshot(), ...intent());
      expect(closed.findings).toEqual(open());
    });
  });

  test("is destroyed, and the emulator goes with it", async () => {
    const { pid } = JSON.parse(await readFile(place.record, "utf8")) as { readonly pid: number };
    expect(await findProcess(pid)).toBeDefined();
    const { code, text } = await door("destroy");
    if (code !== 0) throw new Error(text);
    expect(text).toContain("cdktf destroy is complete");
    expect(await findProcess(pid)).toBeUndefined();
    expect(existsSync(place.record)).toBe(false);
    expect(existsSync(place.work)).toBe(false);
  });
});

test("the sample's plan works offline, with keys that are none, and proves what the synthesized stack does", async () => {
  const output = join(place.project, "offline");
  sample(output);
  const [folder = ""] = await stackFolders(output);
  const { plan, lines } = await planOffline(folder);
  expect(lines.join("\n")).toMatch(/Plan: \d{3} to add, 0 to change, 0 to destroy/);
  const synthesized = join(folder, "cdk.tf.json");
  const matrix = await segmentMatrix(folder, synthesized);
  expect(matrix.filter((line) => line.includes(" > "))).toHaveLength(76);
  for (const inputs of [[plan], [plan, synthesized]]) {
    expect(await checked(folder, ...inputs)).toEqual({ code: 0, verdict: "holds", findings: [], rules: {} });
    expect(await segmentMatrix(folder, ...inputs)).toEqual(matrix);
  }
});
