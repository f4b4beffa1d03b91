/** `destroy`: destroys what was deployed, then stops the emulator that was recorded. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Run } from "./deploy";
import { endpointOf, recordedEmulator, stopEmulator } from "./emulator";
import { Interrupted } from "./failure";
import { alone } from "./one-run";
import { findTools } from "./tools";
import { destroyStack, openStack } from "./workbench";

/**
 * Destroys and stops. When Terraform fails to destroy, the emulator goes all the same, because everything lived in it
 * alone; the failure is still reported. An interrupted destroy leaves both, to be run again.
 */
export async function destroy({ place, progress, interrupt }: Run): Promise<void> {
  await alone(place, async () => {
    const recorded = await recordedEmulator(place);
    if (recorded === undefined) {
      progress.line("Nothing is deployed here: no emulator is recorded in .cordon/local.json");
      return;
    }
    const { record, runs } = recorded;
    const stop = (): Promise<void> =>
      progress.phase(
        "Stopping the emulator",
        () => stopEmulator(place, record),
        () => "The emulator is stopped, and what it held is gone",
      );
    if (!runs) {
      progress.line("The emulator has ended already, and what it held with it");
      await stopEmulator(place, record);
      return;
    }
    if (!existsSync(join(place.output, "manifest.json"))) return stop();
    try {
      const bench = {
        place,
        tools: await findTools(place.project, process.env),
        endpoint: endpointOf(record),
        interrupt,
      };
      await progress.phase(
        "cdktf destroy",
        async (say) => destroyStack(bench, await openStack(bench), say),
        () => "cdktf destroy is complete",
      );
    } catch (error) {
      if (!(error instanceof Interrupted)) await stop();
      throw error;
    }
    await stop();
  });
}
