#!/usr/bin/env node
/**
 * Starts the command from what V8 made of it before, where the build left that beside it: compiling is half of a start.
 *
 * V8 says itself whether it can use it: another version of Node, or other options, compile anew.
 */
import { existsSync, readFileSync } from "node:fs";
import { createRequire, wrap } from "node:module";
import { dirname, join } from "node:path";
import { Script } from "node:vm";

type Wrapped = (
  exports: unknown,
  require: NodeJS.Require,
  module: { readonly exports: unknown },
  filename: string,
  dirname: string,
) => void;

const program = join(__dirname, "cordon", "program.js");
/** Where the build leaves what V8 made of the program. */
export const compiledProgram = `${program}.v8`;

/** @param compiled - what V8 made of the same text before; without it, or when V8 refuses it, the text is compiled */
export function scriptOf(compiled?: Buffer): Script {
  return new Script(wrap(readFileSync(program, "utf8")), {
    filename: program,
    ...(compiled === undefined ? {} : { cachedData: compiled }),
  });
}

export function run(script: Script): void {
  const module = { exports: {} };
  const wrapped = script.runInThisContext() as Wrapped;
  wrapped(module.exports, createRequire(program), module, program, dirname(program));
}

if (require.main === module) {
  if (existsSync(compiledProgram)) run(scriptOf(readFileSync(compiledProgram)));
  else createRequire(program)(program);
}
