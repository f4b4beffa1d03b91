import { copyFileSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { repository } from "../project";
import { runProgram } from "./program";

/** The sample, with a copy of its configuration, so that its lock file stays as it is. */
export function sample(folder: string): void {
  mkdirSync(folder, { recursive: true });
  copyFileSync(join(repository, "hospital.config.json"), join(folder, "hospital.config.json"));
  runProgram("dist/bin/hospital.js", folder);
}
