/** Where a local deploy keeps its things: all in `.cordon`, so that a project's own state and output stay untouched. */
import { join } from "node:path";

export interface Place {
  /** The project: the folder of `cdktf.json`. */
  readonly project: string;
  readonly folder: string;
  /** Says which emulator is running. */
  readonly record: string;
  /** Says which run is at work; there is never more than one. */
  readonly lock: string;
  /** Everything that goes with the emulator. */
  readonly work: string;
  /** The synthesized Terraform. */
  readonly output: string;
  /** The Terraform state. */
  readonly state: string;
  /** What tools said in the last run; stays when the emulator goes. */
  readonly logs: string;
  readonly emulatorLog: string;
}

export function placeIn(project: string): Place {
  const folder = join(project, ".cordon");
  const work = join(folder, "local");
  return {
    project,
    folder,
    record: join(folder, "local.json"),
    lock: join(folder, "local.lock"),
    work,
    output: join(work, "cdktf.out"),
    state: join(work, "local.tfstate"),
    logs: join(folder, "logs"),
    emulatorLog: join(folder, "logs", "emulator.log"),
  };
}
