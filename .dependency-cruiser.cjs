/**
 * Keeps the house in its layers. Each rule says why; CONTRIBUTING.md shows the same table for people.
 *
 * A layer lists what it may import, never what it may not: something new is refused until a line here says why it is safe.
 */

/** The front doors of lib: what package.json exports. They export by name and hold nothing. */
const frontDoors = "^lib/(index|testing)\\.ts$";
/** The one place in lib that joins the layers and may touch files. */
const compositionRoot = "^lib/app/";

const folder = (name) => `^lib/${name}/`;
const package_ = (name) => `(^|/)node_modules/${name}/`;
const framework = ["cdktf", "constructs", "@cdktf/provider-aws"].map(package_);

/** Of Node's own modules, those that turn text into text and touch no machine: hashes in names, paths in messages. */
const pureNodeModules = "^(node:)?(crypto|path)$";

/** What a layer may import: itself and the listed paths. Everything else is refused, Node's own modules included. */
function layer(name, allowed, comment) {
  return {
    name: `${name}-imports-only-its-own`,
    severity: "error",
    comment,
    from: { path: folder(name) },
    to: { pathNot: [folder(name), ...allowed] },
  };
}

module.exports = {
  forbidden: [
    layer(
      "model",
      [],
      "The model is what everything else agrees on. It imports nothing, Node's own modules included, so that it is the same for every door and every test.",
    ),
    layer(
      "flows",
      [folder("model")],
      "The questions asked of records are text that two engines must understand alike. Whoever asks them gives the tables; nothing here knows a file, an engine or a construct.",
    ),
    layer(
      "constructs",
      [folder("model"), folder("flows"), ...framework, pureNodeModules],
      "Constructs and the proof share nothing below the model: a mistake in one must show in the other. Only doors touch the disk.",
    ),
    layer(
      "terraform",
      [folder("model")],
      "Reading Terraform's output back is pure and knows nothing of how it was built, so that hand-written Terraform counts as much as ours.",
    ),
    layer(
      "verify",
      [folder("model"), folder("terraform")],
      "The proof sees only facts. If it could see constructs, it could repeat their mistakes and call them proved.",
    ),
    layer(
      "report",
      [
        folder("model"),
        folder("flows"),
        folder("verify"),
        ...["cli-table3", "picocolors"].map(package_),
        "^(node:)?crypto$",
      ],
      "A report is a pure function from a result to text and an exit code; two packages lay text out, and hashes stand for names that devices must not tell. Doors decide where it goes.",
    ),
    layer(
      "matchers",
      [folder("model"), folder("verify"), folder("report"), folder("app")],
      "Matchers claim what the proof decides and show what a report says; the composition root synthesizes and reads for them.",
    ),
    {
      name: "layers-have-front-doors",
      severity: "error",
      comment:
        "Another folder is entered through its index.ts alone, so that what it promises is in one place and the rest can change.",
      from: { path: "^(?:lib/([^/]+)/|bin/|bench/)" },
      to: { path: "^lib/[^/]+/", pathNot: ["^lib/$1/", "^lib/[^/]+/index\\.ts$"] },
    },
    {
      name: "front-door-exports-indexes",
      severity: "error",
      comment:
        "The package's front door exports what each layer's own front door exports; it reaches past none of them.",
      from: { path: frontDoors },
      to: { pathNot: ["^lib/[^/]+/index\\.ts$", frontDoors] },
    },
    {
      name: "nothing-imports-the-front-door",
      severity: "error",
      comment: "A layer that imports lib/index.ts imports every layer at once and hides the cycle.",
      from: { path: "^lib/[^/]+/" },
      to: { path: frontDoors },
    },
    {
      name: "lib-has-known-layers",
      severity: "error",
      comment: "A folder of lib without a line in this table has no rules. Give it a line first.",
      from: {},
      to: {
        path: "^lib/",
        pathNot: [
          ...["model", "flows", "constructs", "terraform", "verify", "report", "matchers"].map(folder),
          frontDoors,
          compositionRoot,
        ],
      },
    },
    {
      name: "lib-never-imports-doors",
      severity: "error",
      comment: "Doors use the library. The other way round, a user of the library would load a command line or a test.",
      from: { path: "^lib/" },
      to: { path: "^(bin|bench|test|tools)/" },
    },
    {
      name: "no-product-imports-tests",
      severity: "error",
      comment: "What ships never depends on what tests it.",
      from: { path: "^(lib|bin)/" },
      to: { path: "^test/" },
    },
    {
      name: "kernel-compiler-knows-no-proof",
      severity: "error",
      comment:
        "The kernel tests build the facts a second time and compare. A compiler that used the proof would agree with its mistakes.",
      from: { path: "^test/kernel/(compile|rig)/" },
      to: { path: "^lib/", pathNot: [folder("model"), folder("terraform")] },
    },
    {
      name: "only-builders-import-the-framework",
      severity: "error",
      comment:
        "The framework is large, has two names and may be loaded twice. Constructs, the composition root and doors know it; nothing else does.",
      from: { path: "^lib/", pathNot: [folder("constructs"), compositionRoot] },
      to: { path: framework },
    },
    {
      name: "no-provider-root",
      severity: "error",
      comment:
        "The provider's root loads 2,500 modules: 10 s and 1 GB for every developer, test and synth. Import lib/<module>.",
      from: {},
      to: { path: "(^|/)node_modules/@cdktf/provider-aws/lib/index\\." },
    },
    {
      name: "only-doors-touch-the-disk",
      severity: "error",
      comment:
        "A pure module is tested without a machine and gives the same answer on every one. Doors and the composition root do the rest.",
      from: { path: "^lib/", pathNot: compositionRoot },
      to: { dependencyTypes: ["core"], pathNot: pureNodeModules },
    },
    {
      name: "no-cycles",
      severity: "error",
      comment: "In a cycle nothing can be understood or tested first. In pure code not even types go round.",
      from: { pathNot: folder("constructs") },
      to: { circular: true },
    },
    {
      name: "no-load-cycles-of-constructs",
      severity: "error",
      comment:
        "In a cycle the load order decides what is undefined. Constructs form a graph, so their types may name each other; their values may not.",
      from: { path: folder("constructs") },
      to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
    },
    {
      name: "no-unresolvable",
      severity: "error",
      comment: "An import that resolves to nothing is a rule that is not checked.",
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: "no-development-dependency-in-the-product",
      severity: "error",
      comment: "A package that only developers install is missing for users.",
      from: { path: "^(lib|bin)/", pathNot: "^bin/(hospital|local)(\\.ts$|/)" },
      to: { dependencyTypes: ["npm-dev"], dependencyTypesNot: ["npm-peer", "type-only"] },
    },
    {
      name: "no-vague-names",
      severity: "error",
      comment: "A file named for nothing collects everything. Name it for its idea.",
      from: {},
      to: { path: "/[a-z-]*(util|helper|manager|common)[a-z-]*\\.ts$", pathNot: "node_modules/" },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^(dist|cdktf\\.out|test/compile/fails)/" },
    tsConfig: { fileName: "tsconfig.json" },
    tsPreCompilationDeps: true,
    combinedDependencies: true,
    preserveSymlinks: true,
    enhancedResolveOptions: {
      extensions: [".ts", ".js", ".cjs", ".mjs", ".d.ts"],
      exportsFields: ["exports"],
      conditionNames: ["require", "node", "types", "default"],
    },
  },
};
