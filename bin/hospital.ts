/** The sample hospital: `cdktf.json` runs this file. Everything about St. Mary's itself is in `hospital/st-marys.ts`. */
import { dirname, resolve } from "node:path";
import { App } from "cdktf";
import { InvalidInput, synthProven } from "cdktf-cordon";
import { readConfig } from "./hospital/config";
import { StMarys } from "./hospital/st-marys";

try {
  const file = resolve(process.env["CORDON_CONFIG"] ?? "hospital.config.json");
  const config = readConfig(file);
  const app = new App();
  new StMarys(app, config, { folder: dirname(file), endpoint: process.env["CORDON_LOCAL_ENDPOINT"] });
  // Nothing is written when something can pass that is not declared, so neither synth nor deploy goes on.
  const { conduits } = synthProven(app);
  process.stderr.write(`proved: holds, ${String(conduits)} conduits pass and nothing else\n`);
} catch (error) {
  // What is wrong with the input needs no stack trace; anything else does.
  if (!(error instanceof InvalidInput)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
