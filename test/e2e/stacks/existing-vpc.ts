import { runProgram } from "./program";

export function existingVpc(folder: string): void {
  runProgram("test/e2e/apps/existing-vpc.ts", folder);
}
