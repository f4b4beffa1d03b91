/** The AWS SDK, which is loaded by this command alone and need not be installed for any other. */
import { InvalidInput } from "../../../lib/model";
import { reasonOf } from "../../../lib/app";
import type { Answer } from "./calls";
import { RefusedCall, type Ask } from "./take";

export interface AwsOptions {
  /** @default - that of the environment or the profile */
  readonly region?: string;
  /** @default - AWS itself */
  readonly endpointUrl?: string;
}

export interface Aws {
  readonly region: string;
  readonly ask: Ask;
  close(): void;
}

/** What is used of one client package of the SDK: commands are found by the names of their calls. */
export type Sdk = Readonly<Record<string, (new (input: object) => object) | undefined>>;

interface Client {
  readonly config: { region(): Promise<string> };
  send(command: object): Promise<Answer>;
  destroy(): void;
}

const packages = { ec2: "@aws-sdk/client-ec2", directconnect: "@aws-sdk/client-direct-connect" } as const;

/**
 * @throws {InvalidInput} when the SDK is not installed, or no Region is known
 */
export async function openAws({ region, endpointUrl }: AwsOptions): Promise<Aws> {
  const options = {
    ...(region === undefined ? {} : { region }),
    ...(endpointUrl === undefined ? {} : { endpoint: endpointUrl }),
  };
  const sdk = await loadSdk(() => import("@aws-sdk/client-ec2"));
  const client = clientOf(sdk, "EC2Client", options);
  const open = [client];
  const askEc2 = asker(packages.ec2, sdk, client);
  let askDirectConnect: Ask | undefined;
  return {
    region: await regionOf(client),
    close: () => open.forEach((one) => one.destroy()),
    ask: async (call, input, service) => {
      if (service === "ec2") return askEc2(call, input, service);
      // Few networks have a virtual private gateway: a snapshot of the others needs one package alone.
      if (askDirectConnect === undefined) {
        const more = await loadOptional(() => import("@aws-sdk/client-direct-connect"));
        const other = clientOf(more, "DirectConnectClient", options);
        open.push(other);
        askDirectConnect = asker(packages.directconnect, more, other);
      }
      return askDirectConnect(call, input, service);
    },
  };
}

function clientOf(sdk: Sdk, name: string, options: object): Client {
  const Client = sdk[name];
  if (Client === undefined) throw new InvalidInput([{ what: `the AWS SDK that is installed has no ${name}` }]);
  return new Client(options) as Client;
}

/** @throws {InvalidInput} saying how to install it, when it is not there */
export async function loadSdk(load: () => Promise<unknown>): Promise<Sdk> {
  try {
    return (await load()) as Sdk;
  } catch (error) {
    if (!isNotInstalled(error)) throw error;
    const what = "cordon collect needs the AWS SDK, which is not installed";
    throw new InvalidInput([{ what, allowed: `npm install --save-dev ${packages.ec2}` }]);
  }
}

/** @throws {RefusedCall} when it is not there: what it would tell is then missing, and the rest is not */
export async function loadOptional(load: () => Promise<unknown>): Promise<Sdk> {
  try {
    return (await load()) as Sdk;
  } catch (error) {
    if (!isNotInstalled(error)) throw error;
    throw new RefusedCall(
      `${packages.directconnect} is not installed: npm install --save-dev ${packages.directconnect}`,
    );
  }
}

function isNotInstalled(error: unknown): boolean {
  const code = String((error as { readonly code?: unknown } | null)?.code);
  return /^(ERR_)?MODULE_NOT_FOUND$/.test(code);
}

async function regionOf(client: Client): Promise<string> {
  try {
    return await client.config.region();
  } catch (error) {
    throw new InvalidInput([
      { what: "no Region is known", received: reasonOf(error), allowed: "--region us-east-1, or AWS_REGION" },
    ]);
  }
}

export function asker(from: string, sdk: Sdk, client: Pick<Client, "send">): Ask {
  return async (call, input) => {
    const Command = sdk[`${call}Command`];
    if (Command === undefined) throw new RefusedCall(`the installed ${from} does not know this call`);
    try {
      return await client.send(new Command(input));
    } catch (error) {
      throw isRefusal(error) ? new RefusedCall(refusal(error)) : failed(call, error);
    }
  };
}

/** Answers about the caller and not about the call: the next call gets the same, or trying again helps. */
const notAboutTheCall =
  /^(AuthFailure|Blocked|ExpiredToken.*|IncompleteSignature|InvalidClientTokenId|MissingAuthenticationToken|PendingVerification|RequestExpired|RequestLimitExceeded|SignatureDoesNotMatch|Throttling.*|UnrecognizedClientException)$/;

/** Whether AWS itself answered, and the answer is about this call. */
function isRefusal(error: unknown): boolean {
  return statusOf(error) !== undefined && !notAboutTheCall.test(nameOf(error));
}

/** A fault of the EC2 API has a name of its own; what else answers has a status only. */
function refusal(error: unknown): string {
  const name = nameOf(error);
  if (name !== "Error" && name !== "SyntaxError") return `${name}: ${reasonOf(error)}`;
  return `HTTP ${String(statusOf(error))}, and no answer of the EC2 API`;
}

function statusOf(error: unknown): number | undefined {
  const metadata = (error as { readonly $metadata?: { readonly httpStatusCode?: unknown } } | null)?.$metadata;
  return typeof metadata?.httpStatusCode === "number" ? metadata.httpStatusCode : undefined;
}

function failed(call: string, error: unknown): InvalidInput {
  const received = `${nameOf(error)}: ${reasonOf(error)}`;
  return new InvalidInput([
    { what: `${call} cannot be asked`, received, allowed: "credentials and an endpoint that work" },
  ]);
}

function nameOf(error: unknown): string {
  const name = (error as { readonly name?: unknown } | null)?.name;
  return typeof name === "string" ? name : "Error";
}
