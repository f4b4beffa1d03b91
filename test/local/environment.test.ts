import { closedEnvironment } from "../../bin/local/environment";

const around = { endpoint: "http://127.0.0.1:4566", emptyFile: "/tmp/empty", state: "/tmp/a folder/local.tfstate" };

test("the environment of Terraform has no key, profile or setting of the reader's", () => {
  const closed = closedEnvironment(
    {
      PATH: "/bin",
      HOME: "/home/a",
      CORDON_CONFIG: "a.json",
      AWS_PROFILE: "prod",
      AWS_SESSION_TOKEN: "secret",
      AWS_WEB_IDENTITY_TOKEN_FILE: "/token",
      AWS_ENDPOINT_URL_EC2: "https://ec2.us-east-1.amazonaws.com",
      AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: "true",
      AWS_CA_BUNDLE: "/ca.pem",
      TF_CLI_ARGS: "-destroy",
      TF_CLI_ARGS_apply: "-target=x",
      TF_WORKSPACE: "prod",
      TF_DATA_DIR: "/elsewhere",
      TF_VAR_x: "1",
      TF_CLI_CONFIG_FILE: "/mirror.rc",
    },
    around,
  );
  expect(closed).toEqual({
    PATH: "/bin",
    HOME: "/home/a",
    CORDON_CONFIG: "a.json",
    AWS_CA_BUNDLE: "/ca.pem",
    AWS_ACCESS_KEY_ID: "test",
    AWS_SECRET_ACCESS_KEY: "test",
    AWS_SHARED_CREDENTIALS_FILE: "/tmp/empty",
    AWS_CONFIG_FILE: "/tmp/empty",
    AWS_EC2_METADATA_DISABLED: "true",
    AWS_ENDPOINT_URL: "http://127.0.0.1:4566",
    AWS_MAX_ATTEMPTS: "5",
    CORDON_LOCAL_ENDPOINT: "http://127.0.0.1:4566",
    CHECKPOINT_DISABLE: "1",
    CDKTF_DISABLE_PLUGIN_CACHE_ENV: "1",
    TF_IN_AUTOMATION: "1",
    TF_CLI_CONFIG_FILE: "/mirror.rc",
    TF_CLI_ARGS_apply: "-parallelism=1",
    TF_CLI_ARGS_destroy: "-parallelism=1",
    TF_CLI_ARGS_init: '"-backend-config=path=/tmp/a folder/local.tfstate"',
  });
});

test("a provider source of ours takes the place of the reader's", () => {
  const closed = closedEnvironment(
    { TF_CLI_CONFIG_FILE: "/gone" },
    { ...around, terraformConfig: "/ours", pluginCache: "/cache" },
  );
  expect([closed["TF_CLI_CONFIG_FILE"], closed["TF_PLUGIN_CACHE_DIR"]]).toEqual(["/ours", "/cache"]);
});
