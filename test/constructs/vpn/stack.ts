/** Synthesizes a stack without a network. In what it reads back, the framework's hashes are `_HASH`. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { App, TerraformStack } from "cdktf";
import { inFolder, withoutPath, withoutTraces, type Build, type Config, type TerraformJson } from "../synth";

/** What a stack is in Terraform. */
export function synthesizeStack(build: Build): TerraformJson {
  return inFolder((outdir) => {
    withoutTraces(() => {
      const app = new App({ outdir });
      const stack = new TerraformStack(app, "test");
      new AwsProvider(stack, "aws", { region: "us-east-1" });
      build(stack);
      app.synth();
    });
    const text = readFileSync(join(outdir, "stacks/test/cdk.tf.json"), "utf8");
    return JSON.parse(text.replaceAll(/_[0-9A-F]{8}\b/g, "_HASH")) as TerraformJson;
  });
}

/** The resources of one type, by logical name without the hash. */
export function ofType({ resource }: TerraformJson, type: string): Readonly<Record<string, Config>> {
  const entries = Object.entries(resource?.[type] ?? {});
  return Object.fromEntries(entries.map(([name, config]) => [name.replace(/_HASH$/, ""), withoutPath(config)]));
}
