/** Random hospitals that many tests of one run share: each is built once. */
import { buildHospital, type Hospital } from "./build";
import type { Design } from "./design";

/** One seed for all tests of a file, so that they draw the same hospitals; fast-check shows it when a law is broken. */
export const seed = Number(process.env["CORDON_SEED"] ?? Date.now() % 2 ** 31);

const built = new Map<string, Hospital | undefined>();

/** @returns undefined when its author would be asked to mend it; see {@link buildHospital} */
export function hospitalOf(design: Design): Hospital | undefined {
  const key = JSON.stringify(design);
  if (!built.has(key)) built.set(key, buildHospital(design));
  return built.get(key);
}
