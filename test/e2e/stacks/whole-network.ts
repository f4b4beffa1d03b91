import { runProgram } from "./program";

export function wholeNetwork(folder: string): void {
  runProgram("test/e2e/apps/whole-network.ts", folder);
}
