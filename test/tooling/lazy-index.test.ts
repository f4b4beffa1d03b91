/** The command's indexes: a module runs when the first of its names is taken, and once. */
import { transpileModule, ModuleKind, ScriptTarget } from "typescript";
import { lazy } from "../../tools/bundle-command.cjs";

/** What TypeScript makes of a source, as the build has it. */
const compiled = (source: string): string =>
  transpileModule(source, { compilerOptions: { module: ModuleKind.CommonJS, target: ScriptTarget.ES2022 } }).outputText;

/** Runs a module; `asked` tells which others it ran. */
function run(text: string): { readonly exports: Record<string, unknown>; readonly asked: string[] } {
  const asked: string[] = [];
  const others: Record<string, object> = { "./a": { one: 1, two: 2 }, "./b": { three: 3 } };
  const require_ = (id: string): object => {
    asked.push(id);
    return others[id] ?? {};
  };
  const exports: Record<string, unknown> = {};
  // eslint-disable-next-line @typescript-eslint/no-implied-eval -- runs what was written
  new Function("exports", "require", text)(exports, require_);
  return { exports, asked };
}

test("nothing runs until a name is taken, and then only what has it", () => {
  const { exports, asked } = run(
    lazy(compiled('export { one, two as second } from "./a";\nexport { three } from "./b";')),
  );
  expect(asked).toEqual([]);
  expect([exports["one"], exports["second"], exports["second"]]).toEqual([1, 2, 2]);
  expect(asked).toEqual(["./a", "./a"]);
  expect(Object.keys(exports).sort()).toEqual(["one", "second", "three"]);
});

test("what is taken again is not looked up again", () => {
  const { exports, asked } = run(lazy(compiled('export { one } from "./a";')));
  expect([exports["one"], exports["one"]]).toEqual([1, 1]);
  expect(asked).toEqual(["./a"]);
});

test("a module that the index itself uses runs at once, and text of another form stays as it is", () => {
  const used = compiled('import { one } from "./a";\nexport { one };\nexport const more = one;');
  expect(lazy(used)).toBe(used);
  expect(run(lazy(used)).asked).toEqual(["./a"]);
  const everything = compiled('export * from "./b";');
  expect(lazy(everything)).toBe(everything);
});
