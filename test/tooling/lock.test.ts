/** The lock file installs with `npm ci` on every platform and from every registry. */
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";

interface Locked {
  /** @default - it comes with the registry that is configured */
  readonly resolved?: string;
  /** @default - a link or a bundled package */
  readonly integrity?: string;
  /** @default - false */
  readonly inBundle?: boolean;
  /** @default - none */
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const lock = JSON.parse(readFileSync(join(resolve(__dirname, "../.."), "package-lock.json"), "utf8"));
const packages = new Map(Object.entries(lock.packages as Record<string, Locked>));

/** Whether `name`, required by the package at `path`, is locked where Node would find it. */
function isLocked(path: string, name: string): boolean {
  for (let folder = path; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf("node_modules/") - 1))) {
    if (packages.has(folder === "" ? `node_modules/${name}` : `${folder}/node_modules/${name}`)) return true;
    if (folder === "") return false;
  }
}

test("refuses a native package that is locked for some platforms only: npm ci fails without the others", () => {
  const missing = [...packages].flatMap(([path, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies)
      .filter((name) => !isLocked(path, name))
      .map((name) => `${path}: ${name}`),
  );
  expect(missing).toEqual([]);
});

test("refuses the address of a registry", () => {
  expect([...packages].filter(([, { resolved }]) => resolved !== undefined).map(([path]) => path)).toEqual([]);
});

test("refuses a package without a hash of its content", () => {
  const unhashed = [...packages].filter(
    ([path, { integrity, inBundle }]) => path !== "" && integrity === undefined && inBundle !== true,
  );
  expect(unhashed.map(([path]) => path)).toEqual([]);
});

test("what npm ci compares with the manifest is in the lock file", () => {
  const manifest = JSON.parse(readFileSync(join(resolve(__dirname, "../.."), "package.json"), "utf8"));
  const locked = lock.packages[""];
  for (const field of ["name", "version", "dependencies", "devDependencies", "peerDependencies", "engines", "bin"]) {
    expect({ [field]: locked[field] }).toEqual({ [field]: manifest[field] });
  }
});
