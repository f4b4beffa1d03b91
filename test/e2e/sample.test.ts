/** The doors, as a reader uses them: `npm run deploy:local`, `status` and `npm run destroy:local` on the sample. Built first. */
import { execFile, type ExecFileException } from "node:child_process";
import { existsSync } from "node:fs";
import { copyFile, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { closedEnvironment } from "../../bin/local/environment";
import type { Place } from "../../bin/local/place";
import { findProcess } from "../../bin/local/processes";
import { chooseProviderSource, requiredAwsVersion } from "../../bin/local/provider-source";
import { run } from "../../bin/local/run";
import { onPath } from "../../bin/local/tools";
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
    expect({ code, text }).toEqual({ code: 0, text });
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

  test("is destroyed, and the emulator goes with it", async () => {
    const { pid } = JSON.parse(await readFile(place.record, "utf8")) as { readonly pid: number };
    expect(await findProcess(pid)).toBeDefined();
    const { code, text } = await door("destroy");
    expect({ code, text }).toEqual({ code: 0, text });
    expect(text).toContain("cdktf destroy is complete");
    expect(await findProcess(pid)).toBeUndefined();
    expect(existsSync(place.record)).toBe(false);
    expect(existsSync(place.work)).toBe(false);
  });
});

test("the sample's plan works offline, with keys that are none", async () => {
  const output = join(place.project, "offline");
  sample(output);
  const [folder = ""] = await stackFolders(output);
  // What a reader's own provider would ask AWS before planning is switched off; nothing listens on port 9.
  const offline = {
    skip_credentials_validation: true,
    skip_requesting_account_id: true,
    skip_metadata_api_check: "true",
    skip_region_validation: true,
  };
  await writeFile(join(folder, "offline_override.tf.json"), JSON.stringify({ provider: { aws: offline } }));
  const source = await chooseProviderSource(folder, await requiredAwsVersion(join(folder, "cdk.tf.json")), process.env);
  const environment = closedEnvironment(process.env, {
    endpoint: "http://127.0.0.1:9",
    emptyFile: "/dev/null",
    state: join(folder, "offline.tfstate"),
    terraformConfig: source.config,
    pluginCache: source.cache,
  });
  const program = await onPath("terraform", process.env);
  if (program === undefined) throw new Error("terraform is not on PATH");
  const terraform = async (name: string, ...options: string[]) => {
    const command = { title: name, program, arguments: [name, ...options], folder, environment, limit: 300 };
    return run({ ...command, log: join(folder, `${name}.log`), shape: "plain" }, new AbortController().signal);
  };
  const initialized = await terraform("init", "-input=false", "-no-color");
  expect({ code: initialized.code, lines: initialized.lines }).toMatchObject({ code: 0 });
  const planned = await terraform("plan", "-input=false", "-no-color", "-refresh=false");
  expect({ code: planned.code, errors: planned.lines.filter((line) => line.includes("Error")) }).toEqual({
    code: 0,
    errors: [],
  });
  expect(planned.lines.join("\n")).toMatch(/Plan: \d{3} to add, 0 to change, 0 to destroy/);
});
