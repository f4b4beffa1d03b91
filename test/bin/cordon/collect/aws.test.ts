import { asker, loadOptional, loadSdk, openAws } from "../../../../bin/cordon/collect/aws";
import { detailCalls, listCalls, publicAccessCall } from "../../../../bin/cordon/collect/calls";

const fault = (name: string, status: number | undefined, message = "No.") =>
  Object.assign(new Error(message), { name, $metadata: status === undefined ? {} : { httpStatusCode: status } });

/** Asks one call of an SDK whose client does as told. */
function ask(send: (command: object) => Promise<object>, call = "DescribeVpcs") {
  class Command {
    public constructor(public readonly input: object) {}
  }
  const client = { send: send as (command: object) => Promise<Record<string, unknown>> };
  return asker("@aws-sdk/client-ec2", { DescribeVpcsCommand: Command }, client)(call, { MaxResults: 5 }, "ec2");
}

describe("asking AWS", () => {
  test("sends the command of the call with its input", async () => {
    const sent: object[] = [];
    await ask((command) => {
      sent.push(command);
      return Promise.resolve({});
    });
    expect(sent).toEqual([{ input: { MaxResults: 5 } }]);
  });

  test.each([
    ["UnauthorizedOperation", 403, "UnauthorizedOperation: No."],
    ["InvalidAction", 400, "InvalidAction: No."],
    ["UnsupportedOperation", 400, "UnsupportedOperation: No."],
    ["Error", 500, "HTTP 500, and no answer of the EC2 API"],
  ])("takes %s as the answer that this call is refused", async (name, status, message) => {
    await expect(ask(() => Promise.reject(fault(name, status)))).rejects.toMatchObject({
      name: "RefusedCall",
      message,
    });
  });

  test("takes a call that the installed SDK does not have as refused", async () => {
    await expect(ask(() => Promise.resolve({}), "DescribeNewThings")).rejects.toMatchObject({ name: "RefusedCall" });
  });

  test.each([
    ["AuthFailure", 401],
    ["ExpiredTokenException", 400],
    ["RequestLimitExceeded", 503],
    ["ThrottlingException", 400],
    ["CredentialsProviderError", undefined],
    ["TimeoutError", undefined],
  ])("refuses to take %s as an answer about the call: nothing is collected", async (name, status) => {
    await expect(ask(() => Promise.reject(fault(name, status)))).rejects.toMatchObject({
      name: "InvalidInput",
      message: `DescribeVpcs cannot be asked; received ${name}: No.; allowed: credentials and an endpoint that work`,
    });
  });
});

describe("the SDK", () => {
  test("refuses to go on when it is not installed, and says how to install it", async () => {
    const missing = Object.assign(new Error("Cannot find module"), { code: "MODULE_NOT_FOUND" });
    await expect(loadSdk(() => Promise.reject(missing))).rejects.toMatchObject({
      name: "InvalidInput",
      message:
        "cordon collect needs the AWS SDK, which is not installed; allowed: npm install --save-dev @aws-sdk/client-ec2",
    });
  });

  test("leaves out what only Direct Connect tells when its package is not installed", async () => {
    const missing = Object.assign(new Error("Cannot find module"), { code: "ERR_MODULE_NOT_FOUND" });
    await expect(loadOptional(() => Promise.reject(missing))).rejects.toMatchObject({
      name: "RefusedCall",
      message: expect.stringContaining("npm install --save-dev @aws-sdk/client-direct-connect") as string,
    });
  });

  test("keeps the error of one that is installed and damaged", async () => {
    await expect(loadSdk(() => Promise.reject(new SyntaxError("Unexpected token")))).rejects.toThrow(
      "Unexpected token",
    );
  });

  test("is asked in the Region that is given", async () => {
    const aws = await openAws({ region: "eu-west-1", endpointUrl: "http://127.0.0.1:9" });
    aws.close();
    expect(aws.region).toBe("eu-west-1");
  });

  test("has every call that a snapshot is made of, in the package of its API", async () => {
    const sdks = {
      ec2: (await import("@aws-sdk/client-ec2")) as object,
      directconnect: (await import("@aws-sdk/client-direct-connect")) as object,
    };
    const calls = [...listCalls, ...detailCalls, publicAccessCall].map((one) =>
      "service" in one ? one : { ...one, service: undefined },
    );
    const lost = calls.filter(({ call, service = "ec2" }) => !(`${call}Command` in sdks[service]));
    expect(lost).toEqual([]);
  });
});
