/** The sample hospital: `cdktf.json` runs this file. Everything about St. Mary's itself is in `hospital/st-marys.ts`. */
import { dirname, resolve } from "node:path";
import { App } from "cdktf";
import { readConfig } from "./hospital/config";
import { StMarys } from "./hospital/st-marys";

const file = resolve(process.env["CORDON_CONFIG"] ?? "hospital.config.json");
const config = readConfig(file);
const app = new App();
new StMarys(app, config, { folder: dirname(file), endpoint: process.env["CORDON_LOCAL_ENDPOINT"] });
app.synth();
