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

/** What is used of the SDK: commands are found by the names of their calls. */
interface Sdk {
  readonly EC2Client: new (options: object) => Client;
  readonly [command: `${string}Command`]: (new (input: Answer) => object) | undefined;
}

interface Client {
  readonly config: { region(): Promise<string> };
  send(command: object): Promise<Answer>;
  destroy(): void;
}

/**
 * @throws {InvalidInput} when the SDK is not installed, or no Region is known
 */
export async function openAws({ region, endpointUrl }: AwsOptions): Promise<Aws> {
  const sdk = await loadSdk(() => import("@aws-sdk/client-ec2"));
  const client = new sdk.EC2Client({
    ...(region === undefined ? {} : { region }),
    ...(endpointUrl === undefined ? {} : { endpoint: endpointUrl }),
  });
  return { region: await regionOf(client), ask: asker(sdk, client), close: () => client.destroy() };
}

/** @throws {InvalidInput} saying how to install it, when it is not there */
export async function loadSdk(load: () => Promise<unknown>): Promise<Sdk> {
  try {
    return (await load()) as Sdk;
  } catch (error) {
    const code = String((error as { readonly code?: unknown } | null)?.code);
    if (!/^(ERR_)?MODULE_NOT_FOUND$/.test(code)) throw error;
    const what = "cordon collect needs the AWS SDK, which is not installed";
    throw new InvalidInput([{ what, allowed: "npm install --save-dev @aws-sdk/client-ec2" }]);
  }
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

export function asker(sdk: Sdk, client: Pick<Client, "send">): Ask {
  return async (call, input) => {
    const Command = sdk[`${call}Command`];
    if (Command === undefined) throw new RefusedCall("the installed @aws-sdk/client-ec2 is too old to know this call");
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
