/** A plan by real Terraform of a stack that nobody deployed, with keys that are none. */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { closedEnvironment } from "../../bin/local/environment";
import { chooseProviderSource, requiredAwsVersion } from "../../bin/local/provider-source";
import { run } from "../../bin/local/run";
import { onPath } from "../../bin/local/tools";
import { startIdentityService } from "./identity-service";

/** What a reader's own provider would ask AWS before planning is switched off; whose account it is, the stack itself asks. */
const offline = {
  skip_credentials_validation: true,
  skip_requesting_account_id: true,
  skip_metadata_api_check: "true",
  skip_region_validation: true,
};

export interface OfflinePlan {
  /** The file that `terraform show -json` printed. */
  readonly plan: string;
  /** What `terraform plan` said. */
  readonly lines: readonly string[];
}

/** Plans in the folder of a synthesized stack; throws with what Terraform said when it fails. */
export async function planOffline(folder: string): Promise<OfflinePlan> {
  await writeFile(join(folder, "offline_override.tf.json"), JSON.stringify({ provider: { aws: offline } }));
  const source = await chooseProviderSource(folder, await requiredAwsVersion(join(folder, "cdk.tf.json")), process.env);
  const program = await onPath("terraform", process.env);
  if (program === undefined) throw new Error("terraform is not on PATH");
  const identity = await startIdentityService();
  const environment = closedEnvironment(process.env, {
    endpoint: identity.endpoint,
    emptyFile: "/dev/null",
    state: join(folder, "offline.tfstate"),
    terraformConfig: source.config,
    pluginCache: source.cache,
  });
  const terraform = async (name: string, ...options: string[]) => {
    const command = { title: name, program, arguments: [name, ...options], folder, environment, limit: 300 };
    const log = join(folder, `${name}.log`);
    const said = await run({ ...command, log, shape: "plain" }, new AbortController().signal);
    if (said.code !== 0) throw new Error(`terraform ${name}:\n${said.lines.join("\n")}`);
    return said;
  };
  try {
    await terraform("init", "-input=false", "-no-color");
    const { lines } = await terraform("plan", "-input=false", "-no-color", "-refresh=false", "-out=offline.tfplan");
    const { output } = await terraform("show", "-json", "offline.tfplan");
    const plan = join(folder, "offline.plan.json");
    await writeFile(plan, output);
    return { plan, lines };
  } finally {
    identity.close();
  }
}
