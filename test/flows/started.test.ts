/** Who started what, and until when something covers it: in both dialects, and in the findings. */
import { questions, type Declared } from "../../lib/flows";
import type { IntentConduit } from "../../lib/model";
import { inAthena, inDuckDb, type Records } from "./engines";
import { defaultFields, exampleNetwork } from "./golden";
import { seenIn } from "./seen";

// Each reads files with an engine that takes every core there is; other tests want them too.
jest.setTimeout(180_000);

const [desk, server, web] = ["172.31.16.139", "172.31.16.21", "10.40.2.31"] as const;
const start = Date.UTC(2026, 10, 20) / 1000;

interface Told {
  readonly flags?: number;
  readonly direction?: "ingress" | "egress";
  readonly action?: "ACCEPT" | "REJECT";
  /** Minutes after the first. */
  readonly minute?: number;
}

/** One record of TCP, from `address:port` to `address:port`. */
function line(from: string, to: string, { flags, direction, action = "ACCEPT", minute = 0 }: Told = {}): string {
  const [src, srcport, dst, dstport] = [...from.split(":"), ...to.split(":")];
  const at = start + 60 * minute;
  const end = [flags, direction].filter((one) => one !== undefined).join(" ");
  return `2 123456789010 eni-1 ${src} ${dst} ${srcport} ${dstport} 6 5 400 ${at} ${at + 60} ${action} OK ${end}`.trim();
}

const plain = (...lines: readonly string[]): Records => ({ fields: defaultFields, lines });
const withFlags = (...lines: readonly string[]): Records => ({ fields: `${defaultFields} tcp-flags`, lines });
const withDirection = (...lines: readonly string[]): Records => ({
  fields: `${defaultFields} tcp-flags flow-direction`,
  lines,
});

function declaring(from: string, to: string, ports: readonly [number, number], expires?: string): Declared {
  const [network] = exampleNetwork.networks;
  const [ssh] = network!.conduits;
  const conduit: IntentConduit = {
    ...ssh!,
    id: `${from}>${to}:own`,
    from,
    to,
    service: { ...ssh!.service, name: "own", ports },
    ...(expires === undefined ? {} : { expires }),
  };
  return { networks: [{ ...network!, conduits: [conduit] }] };
}

/** What was undeclared, and which conduits were used, once both dialects agree on all that can be asked of both. */
async function found(records: Records, declared = exampleNetwork) {
  const inBoth = Object.entries(questions).filter(([name]) => name !== "rhythm");
  expect(await inAthena(inBoth, records, declared)).toEqual(await inDuckDb(inBoth, records, declared));
  const seen = await seenIn(records, declared);
  return {
    seen,
    undeclared: seen.undeclared.map(
      ({ from, to, service, flows }) => `${from.place} > ${to.place} ${service} ${String(flows)}`,
    ),
    used: seen.used.map(({ id }) => id),
  };
}

describe("a conduit for ports that clients take", () => {
  const clientPorts = declaring("web", "servers", [49_152, 65_535]);

  test("does not hide what the other end started towards a lower port", async () => {
    const records = plain(line(`${server}:50123`, `${web}:3389`), line(`${web}:3389`, `${server}:50123`));
    expect(await found(records, clientPorts)).toMatchObject({ undeclared: ["servers > web tcp 3389 1"], used: [] });
  });

  test("nor what follows on a SYN", async () => {
    const records = withFlags(
      line(`${server}:50123`, `${web}:3389`, { flags: 2 }),
      line(`${web}:3389`, `${server}:50123`, { flags: 18 }),
      line(`${server}:50123`, `${web}:3389`, { flags: 0, minute: 1 }),
      line(`${web}:3389`, `${server}:50123`, { flags: 1, minute: 1 }),
    );
    expect(await found(records, clientPorts)).toMatchObject({ undeclared: ["servers > web tcp 3389 2"], used: [] });
  });

  test("covers what a client asks for from such a port, be it the lower one", async () => {
    const records = plain(line(`${web}:40000`, `${server}:50000`), line(`${server}:50000`, `${web}:40000`));
    expect(await found(records, clientPorts)).toMatchObject({ undeclared: [], used: ["web>servers:own"] });
  });
});

describe("records without SYN", () => {
  test("belong to the connection that another record opened, whatever port is the lower", async () => {
    const clients = [33_000, 33_001, 33_002];
    const records = withFlags(
      ...clients.flatMap((port) => [
        line(`${desk}:${port}`, `${web}:50000`, { flags: 2 }),
        line(`${web}:50000`, `${desk}:${port}`, { flags: 18 }),
        line(`${desk}:${port}`, `${web}:50000`, { flags: 0, minute: 1 }),
        line(`${web}:50000`, `${desk}:${port}`, { flags: 4, minute: 1 }),
      ]),
    );
    expect((await found(records)).undeclared).toEqual(["desks > web tcp 50000 6"]);
  });

  test("are no answer where a closed port sends a reset: who tried is the scanner, and not whom it tried", async () => {
    const ports = Array.from({ length: 40 }, (_, at) => 50_000 + at);
    const records = withFlags(
      ...ports.flatMap((port) => [
        line(`${desk}:40000`, `${web}:${port}`, { flags: 2 }),
        line(`${web}:${port}`, `${desk}:40000`, { flags: 4 }),
      ]),
    );
    const { seen, undeclared } = await found(records);
    expect(seen.suspects.map(({ what, address }) => `${what} ${address}`)).toEqual([`scan ${desk}`]);
    expect(undeclared).toEqual(ports.map((port) => `desks > web tcp ${String(port)} 1`));
  });
});

test("a conduit covers nothing after its last day, and what it would cover is named with it", async () => {
  const records = plain(line(`${desk}:50000`, `${web}:8443`));
  const at = (expires: string) => declaring("desks", "web", [8443, 8443], expires);
  expect(await found(records, at("2026-11-20"))).toMatchObject({ undeclared: [], used: ["desks>web:own"] });
  const { seen, undeclared, used } = await found(records, at("2026-11-19"));
  expect([undeclared.length, used]).toEqual([1, []]);
  expect(seen.undeclared[0]?.next).toMatch(
    /^conduit desks>web:own covered it until 2026-11-19: agree on a new day if care needs it, or stop it; /,
  );
});

test("what left one interface and was rejected at the other was not let through", async () => {
  const out = line(`${desk}:50000`, `${web}:5432`, { flags: 2, direction: "egress" });
  const arrives = (action: "ACCEPT" | "REJECT") =>
    line(`${desk}:50000`, `${web}:5432`, { flags: 2, direction: "ingress", action });
  const stopped = await found(withDirection(out, arrives("REJECT")));
  expect([stopped.undeclared, stopped.seen.blocked.length]).toEqual([[], 1]);
  const passed = ["desks > web tcp 5432 1"];
  expect((await found(withDirection(out))).undeclared).toEqual(passed);
  expect((await found(withDirection(out, arrives("REJECT"), arrives("ACCEPT")))).undeclared).toEqual(passed);
});
