/** What AWS's own records say, worked out by hand from AWS's own explanations of them. */
import type { Observation } from "../../lib/flows";
import { defaultFormat, exampleNetwork, flagSequence, serviceNames, transitGateway } from "./golden";
import { seenIn } from "./seen";

// Each reads files with an engine that takes every core there is; other tests want them too.
jest.setTimeout(180_000);

const inShort = ({ undeclared, blocked, used }: Observation) => ({
  undeclared: undeclared.map(
    ({ from, to, service, flows, bytes }) =>
      `${from.place} ${from.example} > ${to.place} ${to.example} ${service} ${flows} ${bytes}`,
  ),
  blocked: blocked.map(
    ({ from, to, service, cause }) => `${from.place} ${from.example} > ${to.place} ${to.example} ${service} ${cause}`,
  ),
  used: used.map(({ id, flows, bytes }) => `${id} ${flows} ${bytes}`),
});

test("SSH that was allowed is in its conduit over IPv4 and IPv6; RDP that was rejected never arrived; a ping's reply met an ACL", async () => {
  expect(inShort(await seenIn(defaultFormat))).toEqual({
    undeclared: ["internet 203.0.113.12 > desks 172.31.16.139 icmp 1 336"],
    blocked: [
      "internet 203.0.113.12 > desks 172.31.16.139 icmp reply",
      "servers 172.31.9.69 > servers 172.31.9.12 tcp 3389 request",
    ],
    used: ["desks>servers:ssh 2 13104"],
  });
});

test("SYN says who started, or-ed with FIN too; later records of the same connection go with it by their lower port", async () => {
  expect(inShort(await seenIn(flagSequence))).toEqual({
    undeclared: [
      `internet 52.213.180.42 > scanners 10.0.0.62 tcp 5001 4 ${568 + 376 + 100701 + 632 + 63388 + 23294588 + 1260 + 967}`,
    ],
    blocked: [],
    used: [],
  });
});

test("what leaves for S3 by another way than a gateway endpoint keeps its address", async () => {
  expect(inShort(await seenIn(serviceNames))).toEqual({
    undeclared: ["scanners 10.0.0.71 > internet 52.95.128.179 http 1 15515"],
    blocked: [],
    used: [],
  });
});

test("behind a transit gateway the packet's own addresses count, not those of the gateway's interface", async () => {
  expect(inShort(await seenIn(transitGateway))).toEqual({
    undeclared: [],
    blocked: [],
    used: ["other-vpc>web:http 2 1600"],
  });
});

test("two conduits that cover one way both carry it, and neither is unused", async () => {
  const [network] = exampleNetwork.networks;
  const [ssh] = network!.conduits;
  const administration = {
    ...ssh!,
    id: "desks>servers:administration",
    service: { ...ssh!.service, ports: [20, 30] as const },
  };
  const seen = await seenIn(defaultFormat, {
    networks: [{ ...network!, conduits: [...network!.conduits, administration] }],
  });
  expect(inShort(seen).used).toEqual(["desks>servers:administration 2 13104", "desks>servers:ssh 2 13104"]);
  expect(seen.unused.map(({ id }) => id)).toEqual(["other-vpc>web:http", "web>servers:https"]);
});
