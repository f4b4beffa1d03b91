/**
 * The environment in which Terraform runs: nothing in it can lead to an AWS account.
 *
 * PURE. It does not decide whether the synthesized provider is safe; `stack-check.ts` does. Either alone keeps a local
 * deploy on this machine.
 */

export interface Surroundings {
  /** `http://127.0.0.1:<port>` */
  readonly endpoint: string;
  /** An empty file that stands for the reader's AWS credentials and configuration. */
  readonly emptyFile: string;
  /** Where Terraform's state goes, whatever the app says. */
  readonly state: string;
  /** @default - Terraform's own configuration as it is */
  readonly terraformConfig?: string | undefined;
  /** Where downloaded providers are kept. @default - Terraform's own choice */
  readonly pluginCache?: string | undefined;
}

/** Variables that would change what Terraform does, or where it keeps state. */
const steering =
  /^(AWS_|TF_CLI_ARGS|TF_WORKSPACE$|TF_DATA_DIR$|TF_VAR_|TF_LOG|TF_IN_AUTOMATION$|TF_REATTACH_PROVIDERS$|CORDON_LOCAL_)/;

/**
 * Drops every AWS variable, gives keys that are none, hides credential files and the instance metadata service, and
 * sends every service to the emulator. A variable that only says which certificates to trust stays.
 */
export function closedEnvironment(base: NodeJS.ProcessEnv, around: Surroundings): NodeJS.ProcessEnv {
  const kept = Object.entries(base).filter(([name]) => name === "AWS_CA_BUNDLE" || !steering.test(name));
  return {
    ...Object.fromEntries(kept),
    AWS_ACCESS_KEY_ID: "test",
    AWS_SECRET_ACCESS_KEY: "test",
    AWS_SHARED_CREDENTIALS_FILE: around.emptyFile,
    AWS_CONFIG_FILE: around.emptyFile,
    AWS_EC2_METADATA_DISABLED: "true",
    AWS_ENDPOINT_URL: around.endpoint,
    // The emulator drops a connection now and then; what it cannot do at all should still fail soon.
    AWS_MAX_ATTEMPTS: "5",
    CORDON_LOCAL_ENDPOINT: around.endpoint,
    CHECKPOINT_DISABLE: "1",
    CDKTF_DISABLE_PLUGIN_CACHE_ENV: "1",
    TF_IN_AUTOMATION: "1",
    // The emulator loses track of rules that are written at the same time: one after another.
    TF_CLI_ARGS_apply: "-parallelism=1",
    TF_CLI_ARGS_destroy: "-parallelism=1",
    // Terraform splits this as a shell would.
    TF_CLI_ARGS_init: `"-backend-config=path=${around.state}"`,
    ...(around.terraformConfig === undefined ? {} : { TF_CLI_CONFIG_FILE: around.terraformConfig }),
    ...(around.pluginCache === undefined ? {} : { TF_PLUGIN_CACHE_DIR: around.pluginCache }),
  };
}
