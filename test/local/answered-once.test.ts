/** The server in front of the emulator: each request is done once, however often it is asked for. */
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { answerOnce } from "../../bin/local/answered-once";

let behind: Server;
let front: Server;
let done: string[] = [];
/** Statuses to answer with, in order; 200 after those. */
let statuses: number[] = [];

const portOf = (server: Server): number => (server.address() as AddressInfo).port;
const listening = (server: Server): Promise<void> =>
  new Promise((resolve) => (server.listening ? resolve() : void server.once("listening", resolve)));

beforeEach(async () => {
  [done, statuses] = [[], []];
  behind = createServer((request, response) => {
    let body = "";
    request.on("data", (part: Buffer) => (body += part.toString()));
    request.on("end", () => {
      done.push(body);
      response.writeHead(statuses.shift() ?? 200, { "x-count": String(done.length) }).end(`did ${body}`);
    });
  }).listen(0, "127.0.0.1");
  await listening(behind);
  front = answerOnce(0, portOf(behind));
  await listening(front);
});
afterEach(() => {
  for (const server of [front, behind]) {
    server.closeAllConnections();
    server.close();
  }
});

async function ask(body: string, id?: string): Promise<string> {
  const response = await fetch(`http://127.0.0.1:${String(portOf(front))}/`, {
    method: "POST",
    body,
    ...(id === undefined ? {} : { headers: { "amz-sdk-invocation-id": id } }),
  });
  return `${String(response.status)} ${await response.text()} ${response.headers.get("x-count") ?? ""}`;
}

test("attempts of one request get one answer, and it is done once", async () => {
  expect([await ask("create", "a"), await ask("create", "a"), await ask("create", "b")]).toEqual([
    "200 did create 1",
    "200 did create 1",
    "200 did create 2",
  ]);
});

test("requests without an id are each done", async () => {
  await ask("read");
  await ask("read");
  expect(done).toEqual(["read", "read"]);
});

test("a request that failed is done again, one that was refused is not", async () => {
  statuses = [500, 200, 400];
  expect([await ask("create", "a"), await ask("create", "a")]).toEqual(["500 did create 1", "200 did create 2"]);
  expect([await ask("bad", "b"), await ask("bad", "b")]).toEqual(["400 did bad 3", "400 did bad 3"]);
});

test("nothing behind it is a failure that may pass", async () => {
  behind.close();
  expect(await ask("create", "a")).toMatch(/^503 .*ECONNREFUSED/);
});
