/**
 * What must not compile does not, with the message that a user reads; what must compile does.
 *
 * A file in `fails/` opens with one `// expect: <part of the message>` for each error that it must cause, in any order,
 * and may cause no other. One program holds all files, so that the library's types are read once.
 */
import { readdirSync, readFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import ts from "typescript";

const root = resolve(__dirname, "../..");

function snippets(folder: string): string[] {
  const path = join(__dirname, folder);
  return readdirSync(path)
    .filter((name) => name.endsWith(".ts"))
    .sort()
    .map((name) => join(path, name));
}

const fails = snippets("fails");
const passes = snippets("passes");

/** Every error of a file, as one line of text each. */
let errorsOf: (file: string) => string[];

beforeAll(() => {
  const host = { ...ts.sys, onUnRecoverableConfigFileDiagnostic: (problem: ts.Diagnostic) => fail(problem) };
  const configuration = ts.getParsedCommandLineOfConfigFile(join(root, "tsconfig.json"), {}, host);
  const options = { ...configuration?.options, noEmit: true, types: ["node"] };
  const program = ts.createProgram([...fails, ...passes], options);
  errorsOf = (file) => {
    const source = program.getSourceFile(file);
    if (source === undefined) throw new Error(`${file} is not in the program`);
    return [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)].map(text);
  };
}, 60_000);

function text(problem: ts.Diagnostic): string {
  return ts.flattenDiagnosticMessageText(problem.messageText, " ").replace(/\s+/g, " ");
}

function fail(problem: ts.Diagnostic): never {
  throw new Error(text(problem));
}

/** The expectations at the top of a snippet. */
function expected(file: string): string[] {
  const lines = readFileSync(file, "utf8").split("\n");
  const end = lines.findIndex((line) => !line.startsWith("//"));
  return lines.slice(0, end).flatMap((line) => /^\/\/ expect: (.+)$/.exec(line)?.[1] ?? []);
}

test.each(fails.map((file) => [basename(file, ".ts"), file] as const))("refuses to compile %s", (_, file) => {
  const parts = expected(file);
  expect(parts).not.toEqual([]);
  // Compared as whole lists: each error is replaced by the expectation that it meets, or stays as it is.
  const met = errorsOf(file).map((error) => parts.find((part) => error.includes(part)) ?? error);
  expect(met.sort()).toEqual([...parts].sort());
});

test.each(passes.map((file) => [basename(file, ".ts"), file] as const))("compiles %s", (_, file) => {
  expect(errorsOf(file)).toEqual([]);
});
