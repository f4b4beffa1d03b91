/**
 * The package as a user gets it: packed, installed into an empty project with the newest provider that was published
 * under this name, its README's example compiled and synthesized, its command started.
 *
 * The rest of the tests use the oldest provider that is supported (AWS 5.100), so here is the newest (AWS 6.25).
 */
import { spawnSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { realIntent } from "../app/real-intent";
import { run, runNode, runNpm } from "./commands";
import { blockOf } from "./example";
import { failing, inVitest, opened } from "./runners";

const root = resolve(__dirname, "../..");
const readme = readFileSync(join(root, "README.md"), "utf8");
const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
const peers = { cdktf: "0.21.0", constructs: "10.7.2", "@cdktf/provider-aws": "21.22.1" };
/** The test runners, as this checkout has them; Vitest is met here alone. */
const runners = Object.fromEntries(
  ["jest", "@types/jest", "@types/node"].map((name) => [name, installedVersion(name)] as const),
);
const vitest = "4.1.12";
const tsc = join(root, "node_modules/typescript/bin/tsc");

/** Everything that may be in the package. A file of another form is refused, whatever it is. */
const allowed = [
  /^package\/(package\.json|README\.md|LICENSE|CHANGELOG\.md)$/,
  /^package\/dist\/(bin|lib)\/([a-z0-9-]+\/)*[a-z0-9-]+(\.d\.ts|\.js)$/,
  /^package\/dist\/schemas\/[a-z0-9.-]+\.schema\.json$/,
];
/** What has no place there even in an allowed form: the sample, its local deployment, tests. */
const refused = [/\/dist\/bin\/(hospital|local)/, /\.(test|spec)\./, /\.tsbuildinfo$/];
// The command is one file for its start, beside the modules of the library.
const packedLimit = 1.1 * 1024 * 1024;
const unpackedLimit = 4 * 1024 * 1024;

/** The exact version that a package has in this checkout. */
function installedVersion(name: string): string {
  return JSON.parse(readFileSync(join(root, "node_modules", name, "package.json"), "utf8")).version;
}

let work: string;
let tarball: string;
let project: string;

beforeAll(() => {
  work = mkdtempSync(join(tmpdir(), "cordon-package-"));
  runNpm(root, "pack", "--silent", "--pack-destination", work);
  const packed = readdirSync(work).filter((name) => name.endsWith(".tgz"));
  expect(packed).toEqual([`${manifest.name}-${manifest.version}.tgz`]);
  tarball = join(work, packed[0]!);

  project = join(work, "project");
  mkdirSync(project);
  const dependencies = { [manifest.name]: `file:${tarball}`, ...peers };
  writeFileSync(
    join(project, "package.json"),
    JSON.stringify({ name: "hospital", private: true, dependencies, devDependencies: { ...runners, vitest } }),
  );
  runNpm(project, "install", "--prefer-offline", "--no-audit", "--no-fund", "--ignore-scripts", "--silent");
}, 600_000);

afterAll(() => {
  rmSync(work, { recursive: true, force: true });
});

function entries(): string[] {
  return run(work, "tar", "-tzf", tarball).trim().split("\n").sort();
}

describe("the packed content", () => {
  test("refuses every file that is not compiled code, a type, a schema or a notice", () => {
    const strange = entries().filter(
      (entry) => !allowed.some((form) => form.test(entry)) || refused.some((form) => form.test(entry)),
    );
    expect(strange).toEqual([]);
  });

  test("holds what the manifest promises, and the notices", () => {
    const promised = [
      manifest.main,
      manifest.types,
      ...Object.values<string>(manifest.bin),
      ...Object.values<string | Record<string, string>>(manifest.exports).flatMap((door) =>
        typeof door === "string" ? [door] : Object.values(door),
      ),
      "README.md",
      "LICENSE",
      "CHANGELOG.md",
    ].map((path) => join("package", path));
    // A promise with a star is kept by at least one file.
    const kept = promised.map((path) =>
      path.endsWith("*") ? entries().find((entry) => entry.startsWith(path.slice(0, -1))) : path,
    );
    expect(kept).not.toContain(undefined);
    expect(entries()).toEqual(expect.arrayContaining(kept));
  });

  test("all types are of code beside them, and no inner ones are among them that nobody can import", () => {
    const files = entries();
    const code = files.filter((name) => name.endsWith(".js")).map((name) => name.slice(0, -".js".length));
    const types = files.filter((name) => name.endsWith(".d.ts")).map((name) => name.slice(0, -".d.ts".length));
    expect(code).toEqual(expect.arrayContaining(types));
    expect(types).toContain("package/dist/lib/constructs/hospital-network");
    expect(types).not.toContain("package/dist/bin/cordon");
  });

  test("stays within its budget of 1.1 MiB packed and 4 MiB unpacked", () => {
    const installed = join(project, "node_modules", manifest.name);
    const unpacked = readdirSync(installed, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0);
    expect(statSync(tarball).size).toBeLessThan(packedLimit);
    expect(unpacked).toBeLessThan(unpackedLimit);
  });
});

describe("in an empty project", () => {
  test("one copy of the framework is installed", () => {
    const copies = readdirSync(join(project, "node_modules"), { recursive: true, encoding: "utf8" })
      .map((path) => path.replaceAll("\\", "/"))
      .filter((path) => /(^|\/)(cdktf|cdktn|constructs|provider-aws)\/package\.json$/.test(path))
      .filter((path) => !path.startsWith("cdktf/node_modules/"));
    expect(copies.sort()).toEqual([
      "@cdktf/provider-aws/package.json",
      "cdktf/package.json",
      "constructs/package.json",
    ]);
  });

  test("the README's example compiles, with the library's own types checked, and synthesizes", () => {
    writeFileSync(join(project, "main.ts"), blockOf(readme, "example"));
    const compilerOptions = { module: "node16", target: "es2022", strict: true, skipLibCheck: false, types: [] };
    writeFileSync(join(project, "tsconfig.json"), JSON.stringify({ compilerOptions, files: ["main.ts"] }));
    runNode(project, tsc, "-p", ".");
    runNode(project, "main.js");

    const stacks = readdirSync(join(project, "cdktf.out/stacks"));
    expect(stacks).not.toEqual([]);
    for (const stack of stacks) {
      const folder = join(project, "cdktf.out/stacks", stack);
      const terraform = JSON.parse(readFileSync(join(folder, "cdk.tf.json"), "utf8"));
      expect(Object.keys(terraform.resource)).toEqual(expect.arrayContaining(["aws_subnet", "aws_network_acl"]));
      expect(existsSync(join(folder, "intent.json"))).toBe(true);
    }
  });

  describe("with the README's tests", () => {
    /** Compiles with what a test runner declares, under one way to find modules. */
    function compile(files: readonly string[], more: object): void {
      const compilerOptions = { target: "es2022", strict: true, types: ["jest", "node"], ...more };
      writeFileSync(join(project, "tsconfig.tests.json"), JSON.stringify({ compilerOptions, files }));
      runNode(project, tsc, "-p", "tsconfig.tests.json");
    }

    beforeAll(() => {
      const example = blockOf(readme, "example");
      const files = {
        "main.ts": example,
        "opened.ts": opened(example),
        "network.test.ts": blockOf(readme, "test"),
        "failing.test.ts": failing,
        "vitest/network.test.ts": inVitest,
        "jest.config.json": JSON.stringify({ testMatch: ["<rootDir>/*.test.js"] }),
      };
      mkdirSync(join(project, "vitest"));
      for (const [name, text] of Object.entries(files)) writeFileSync(join(project, name), text);
    });

    const jestCommand = ["node_modules/jest/bin/jest.js", "--config", "jest.config.json", "--ci"];
    const inJest = ["network.test.ts", "failing.test.ts"];

    test("they compile with every type checked, and as the framework's own template compiles", () => {
      compile(inJest, { module: "node16", skipLibCheck: false });
      compile(inJest, { module: "commonjs", moduleResolution: "node10", skipLibCheck: true, noEmit: true });
      compile(["vitest/network.test.ts"], { module: "node16", skipLibCheck: true, noEmit: true, types: [] });
    });

    test("they pass in Jest", () => {
      runNode(project, ...jestCommand, "network.test.js");
    });

    test("what is opened beside the conduits fails as the README shows it", () => {
      const said = blockOf(readme, "failure").trim().split("\n");
      const indented = said.map((line) => (line === "" ? "" : `    ${line}`)).join("\n");
      expect(() => runNode(project, ...jestCommand, "failing.test.js")).toThrow(indented);
    });

    test("they pass in Vitest", () => {
      runNode(project, "node_modules/vitest/vitest.mjs", "run", "vitest");
    });
  });

  test("the command starts and says its version", () => {
    expect(run(project, join(project, "node_modules/.bin/cordon"), "--version").trim()).toBe(manifest.version);
  });

  test("what a build's V8 made of the command is not in the package, and one of no use is passed over", () => {
    const compiled = join(project, "node_modules", String(manifest.name), "dist/bin/cordon/program.js.v8");
    expect(existsSync(compiled)).toBe(false);
    writeFileSync(compiled, "of another version");
    expect(run(project, join(project, "node_modules/.bin/cordon"), "--version").trim()).toBe(manifest.version);
    rmSync(compiled);
  });

  test("the AWS SDK is not installed unasked, and the one command that needs it refuses to start and says how to install it", () => {
    expect(existsSync(join(project, "node_modules/@aws-sdk"))).toBe(false);
    const cordon = join(project, "node_modules/.bin/cordon");
    const { status, stdout, stderr } = spawnSync(cordon, ["collect", "--region", "us-east-1"], { cwd: project });
    expect({ status, stdout: String(stdout), stderr: String(stderr) }).toEqual({
      status: 2,
      stdout: "",
      stderr:
        "cordon: cordon collect needs the AWS SDK, which is not installed; allowed: npm install --save-dev @aws-sdk/client-ec2\n",
    });
  });

  test("nor is DuckDB, and the one command that needs it says so", () => {
    expect(existsSync(join(project, "node_modules/@duckdb"))).toBe(false);
    const cordon = join(project, "node_modules/.bin/cordon");
    writeFileSync(join(project, "some.intent.json"), realIntent());
    const { status, stderr } = spawnSync(cordon, ["observe", ".", "--intent", "some.intent.json"], { cwd: project });
    expect({ status, stderr: String(stderr) }).toEqual({
      status: 2,
      stderr:
        "cordon: cordon observe needs DuckDB, which is not installed; allowed: npm install --save-dev @duckdb/node-api\n",
    });
  });

  test("every schema is the one of this checkout", () => {
    for (const name of readdirSync(join(root, "schemas"))) {
      const specifier = `${String(manifest.name)}/schemas/${name}`;
      const installed = runNode(project, "-p", `JSON.stringify(require(${JSON.stringify(specifier)}))`);
      expect(JSON.parse(installed)).toEqual(JSON.parse(readFileSync(join(root, "schemas", name), "utf8")));
    }
  });

  test("refuses an import past the front door", () => {
    const deep = `${String(manifest.name)}/dist/lib/model/index.js`;
    expect(() => runNode(project, "-e", `require(${JSON.stringify(deep)})`)).toThrow("ERR_PACKAGE_PATH_NOT_EXPORTED");
  });
});

test("the sources of the library compile against the newest provider too", () => {
  const modules = join(project, "node_modules");
  const paths = {
    cdktf: [join(modules, "cdktf")],
    constructs: [join(modules, "constructs")],
    "@cdktf/provider-aws/lib/*": [join(modules, "@cdktf/provider-aws/lib/*")],
  };
  const configuration = {
    extends: join(root, "tsconfig.json"),
    compilerOptions: { paths, types: ["node"], typeRoots: [join(root, "node_modules/@types")] },
    include: [join(root, "lib")],
    exclude: [],
  };
  const file = join(project, "tsconfig.sources.json");
  writeFileSync(file, JSON.stringify(configuration));
  const read = runNode(project, tsc, "-p", file, "--listFilesOnly").split("\n");
  expect(read.filter((path) => path.includes("provider-aws") && !path.startsWith(modules))).toEqual([]);
  expect(read.some((path) => path.startsWith(join(modules, "@cdktf/provider-aws/lib")))).toBe(true);
  runNode(project, tsc, "-p", file);
});
