import { existsSync, readFileSync, readdirSync } from "node:fs";
import { collect, collectFrom, type CollectOptions } from "../../../../bin/cordon/collect";
import { inFolderWith, type Files } from "../folder";
import { bare, fakeAws, refused } from "./fake-aws";

const counts = "1 VPC, 0 subnets, 0 security groups, 0 network interfaces of us-east-1";

/** Collects from a fake AWS; what was printed, the exit code, and the files that are there afterwards. */
async function collected(answers: Parameters<typeof fakeAws>[0], options: CollectOptions, files: Files = {}) {
  const { ask } = fakeAws({ ...bare, ...answers });
  const before = process.exitCode;
  let there: Record<string, string> = {};
  let exitCode: typeof process.exitCode;
  try {
    const printed = await inFolderWith(
      files,
      () => collectFrom(ask, "us-east-1", options),
      (folder) => {
        there = Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(name, "utf8")]));
      },
    );
    exitCode = process.exitCode;
    return { ...printed, exitCode, there };
  } finally {
    process.exitCode = before;
  }
}

describe("cordon collect", () => {
  test("prints JSON alone to standard output, and all else to standard error", async () => {
    const { stdout, stderr, failure, exitCode } = await collected({}, {});
    expect(failure).toEqual([]);
    expect(exitCode).toBeUndefined();
    expect(JSON.parse(stdout)).toMatchObject({ Region: "us-east-1", Vpcs: [{ VpcId: "vpc-00000001" }] });
    expect(stderr).toMatch(new RegExp(`Collected ${counts} in \\d+\\.\\d s`));
    expect(stderr).toContain("Next: cordon check SNAPSHOT --intent");
  });

  test("writes a file, whole, and nothing to standard output", async () => {
    const { stdout, stderr, there } = await collected({}, { output: "snapshot.json" });
    expect(stdout).toBe("");
    expect(Object.keys(there)).toEqual(["snapshot.json"]);
    expect(JSON.parse(there["snapshot.json"]!)).toMatchObject({ Region: "us-east-1" });
    expect(stderr).toContain("Next: cordon check snapshot.json --intent");
  });

  test("names what AWS did not tell, and ends with exit code 1", async () => {
    const { stderr, exitCode } = await collected({ DescribeVpnGateways: refused }, {});
    expect(exitCode).toBe(1);
    expect(stderr).toContain(`not told: DescribeVpnGateways: ${refused.message}`);
    expect(stderr).toContain("What depends on these is undecided in every proof of this snapshot.");
  });

  test("leaves an older file as it is when AWS cannot be read", async () => {
    const files = { "snapshot.json": "older" };
    const { failure, stderr, there } = await collected(
      { DescribeSubnets: refused },
      { output: "snapshot.json" },
      files,
    );
    expect(failure).toEqual([expect.stringContaining("AWS refused DescribeSubnets")]);
    expect(stderr).toContain("Nothing was written: us-east-1 could not be read");
    expect(there).toEqual(files);
  });

  test.each([
    ["a VPC that is none", { vpc: ["vpc-1", "subnet-00000001"] }, ["vpc-1", "subnet-00000001"]],
    ["an endpoint that is none", { endpointUrl: "ftp://127.0.0.1" }, ["ftp://127.0.0.1"]],
    ["an endpoint without its protocol", { endpointUrl: "127.0.0.1:5000" }, ["127.0.0.1:5000"]],
    ["a Region that is none", { region: "us-east-1a" }, ["us-east-1a"]],
  ])("refuses %s before AWS is asked", async (_, options, received) => {
    const { failure } = await inFolderWith(
      {},
      () => collect({ output: "snapshot.json", ...options }),
      (folder) => expect(existsSync(`${folder}/snapshot.json`)).toBe(false),
    );
    expect(failure).toEqual(received.map((text) => expect.stringContaining(`received "${text}"`) as string));
  });
});
