/** A token service that knows one account, for plans of stacks that ask whose they are. It answers nothing else. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

export interface IdentityService {
  readonly endpoint: string;
  readonly close: () => void;
}

const identity = `<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
  <GetCallerIdentityResult>
    <Arn>arn:aws:iam::123456789012:user/planner</Arn><UserId>AIDAPLANNER</UserId><Account>123456789012</Account>
  </GetCallerIdentityResult>
  <ResponseMetadata><RequestId>00000000-0000-0000-0000-000000000000</RequestId></ResponseMetadata>
</GetCallerIdentityResponse>`;

/** Listens on a free port of loopback. */
export async function startIdentityService(): Promise<IdentityService> {
  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (part: Buffer) => (body += part.toString()));
    request.on("end", () => {
      const known = body.includes("Action=GetCallerIdentity");
      response.writeHead(known ? 200 : 400, { "content-type": "text/xml" });
      response.end(known ? identity : "<Error><Code>Unknown</Code></Error>");
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return { endpoint: `http://127.0.0.1:${String(port)}`, close: () => void server.close() };
}
