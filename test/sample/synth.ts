/** Synthesizes the sample from its own configuration and the lock that is committed, which must do as it is. */
import { copyFileSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { App } from "cdktf";
import { readConfig, type HospitalConfig } from "../../bin/hospital/config";
import { StMarys } from "../../bin/hospital/st-marys";
import type { Intent, IntentNetwork } from "../../lib";
import { inFolder, networkOf, withoutTraces, type TerraformJson } from "../constructs/synth";

const root = resolve(__dirname, "../..");

export interface SampleSynthesized {
  readonly terraform: TerraformJson;
  readonly intent: Intent;
  readonly network: IntentNetwork;
  readonly text: string;
}

/** @param change - what to change in its configuration */
export function synthesizeSample(
  change: (config: HospitalConfig) => HospitalConfig = (config) => config,
  endpoint?: string,
): SampleSynthesized {
  return inFolder((folder) => {
    for (const name of ["hospital.config.json", "address-plan.lock.json"])
      copyFileSync(join(root, name), join(folder, name));
    withoutTraces(() => {
      const app = new App({ outdir: join(folder, "out") });
      new StMarys(app, change(readConfig(join(folder, "hospital.config.json"))), { folder, endpoint });
      app.synth();
    });
    const text = readFileSync(join(folder, "out/stacks/st-marys/cdk.tf.json"), "utf8");
    const intent = JSON.parse(readFileSync(join(folder, "out/stacks/st-marys/intent.json"), "utf8")) as Intent;
    return { terraform: JSON.parse(text) as TerraformJson, intent, network: networkOf(intent), text };
  });
}
