import { runProgram } from "./program";

export function growingHospital(folder: string, stage: "before" | "after"): void {
  const environment = { CORDON_E2E_STAGE: stage, CORDON_LOCAL_ENDPOINT: "http://127.0.0.1:9" };
  runProgram("test/e2e/apps/growing-hospital.ts", folder, environment);
}
