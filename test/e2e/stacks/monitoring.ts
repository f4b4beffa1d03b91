import { runProgram } from "./program";

export function monitoring(folder: string): void {
  runProgram("test/e2e/apps/monitoring.ts", folder);
}
