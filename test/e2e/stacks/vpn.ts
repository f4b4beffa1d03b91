import { runProgram } from "./program";

export function vpn(folder: string): void {
  runProgram("test/e2e/apps/vpn.ts", folder);
}
