import { runProgram } from "./program";

export function inspection(folder: string): void {
  runProgram("test/e2e/apps/inspection.ts", folder);
}
