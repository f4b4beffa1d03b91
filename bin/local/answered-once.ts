/**
 * A server in front of the emulator that does each request once.
 *
 * The SDK in Terraform's provider now and then takes a connection that moto closes for one that broke, although moto has done
 * what was asked, and asks again: what it creates is then there already. All attempts of one request have one
 * `amz-sdk-invocation-id` (AWS SDKs and Tools reference guide, "Retry behavior"), and here they get one answer.
 */
import { createServer, request, type IncomingMessage, type OutgoingHttpHeaders, type Server } from "node:http";

interface Answer {
  readonly status: number;
  readonly headers: OutgoingHttpHeaders;
  readonly body: Buffer;
}

/** Requests that are remembered; an attempt follows the one before it within seconds. */
const remembered = 256;

/** Listens on a port of 127.0.0.1 and asks the one behind it. What fails behind it is answered with 503, and asked again. */
export function answerOnce(port: number, behind: number): Server {
  const answers = new Map<string, Promise<Answer>>();
  const server = createServer((incoming, outgoing) => {
    answerTo(incoming).then(
      ({ status, headers, body }) => outgoing.writeHead(status, headers).end(body),
      (error: unknown) => outgoing.writeHead(503, { "content-type": "text/plain" }).end(String(error)),
    );
  });
  return server.listen(port, "127.0.0.1");

  async function answerTo(incoming: IncomingMessage): Promise<Answer> {
    const body = await whole(incoming);
    const id = incoming.headers["amz-sdk-invocation-id"];
    if (typeof id !== "string") return ask(behind, incoming, body);
    const known = answers.get(id);
    if (known !== undefined) return known;
    const asked = ask(behind, incoming, body);
    answers.set(id, asked);
    const [oldest] = answers.keys();
    if (answers.size > remembered && oldest !== undefined) answers.delete(oldest);
    const answer = await asked.catch((error: unknown) => {
      answers.delete(id);
      throw error;
    });
    // What failed may be done the next time.
    if (answer.status >= 500) answers.delete(id);
    return answer;
  }
}

function ask(port: number, { method, url, headers }: IncomingMessage, body: Buffer): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const outgoing = request({ host: "127.0.0.1", port, method, path: url, headers, agent: false }, (answer) => {
      whole(answer).then((content) => {
        const { connection: _, "transfer-encoding": __, ...kept } = answer.headers;
        resolve({ status: answer.statusCode ?? 502, headers: kept, body: content });
      }, reject);
    });
    outgoing.on("error", reject);
    outgoing.end(body);
  });
}

async function whole(message: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of message) parts.push(part as Buffer);
  return Buffer.concat(parts);
}
