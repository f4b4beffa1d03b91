import { runProgram } from "./program";

export function sites(folder: string): void {
  runProgram("test/e2e/apps/sites.ts", folder);
}
