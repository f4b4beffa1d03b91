/** Every question put to the engine and to the kernel; what they say differently, in words. */
import type { FactId } from "../../lib/terraform";
import type { HostAddress, KernelHost, KernelNetwork } from "./compile/node";
import type { Engine, EngineAnswer } from "./engine";
import { ports } from "./networks/choices";
import { pointOf, type Question } from "./question";
import type { Probe } from "./rig/host";
import type { Rig } from "./rig/rig";

export interface Asking {
  /** What to ask of a pair. */
  readonly questions: (from: FactId, to: FactId) => readonly Question[];
  /** From which client ports, for the first question, the second and so on: a connection counts from each by itself. */
  readonly clientPorts: (turn: number) => readonly number[];
}

/** One that was answered. */
export interface Passed extends Question {
  readonly from: FactId;
  readonly to: FactId;
  /** What it met on its way, by the engine. */
  readonly over: readonly FactId[];
}

export interface Asked {
  /** One sentence each. */
  readonly disagreements: readonly string[];
  readonly passed: readonly Passed[];
  readonly blocked: number;
  /**
   * Questions that depend on the port that a translating gateway picks, or on whether a host sends past its route table to one
   * in its subnet: the engine says so, and the kernel is not asked.
   */
  readonly undecided: number;
}

interface Case extends Passed {
  readonly probe: Probe;
  /** By the engine. */
  readonly passes: boolean;
  readonly title: string;
}

/** Milliseconds: many times what a packet needs, and, for what should have passed, enough for any stall of the machine. */
const [short, long] = [120, 2500];

export async function compare(rig: Rig, network: KernelNetwork, engine: Engine, asking: Asking): Promise<Asked> {
  const { cases, undecided, disagreements } = casesOf(network, engine, asking);
  const answers = new Map(await send(rig, cases, short));
  const silent = cases.filter(({ passes, probe }) => passes && !answers.has(probe.id));
  for (const [id, who] of await send(rig, silent, long)) answers.set(id, who);
  const passed: Passed[] = [];
  for (const each of cases) {
    const who = answers.get(each.probe.id);
    if (who !== undefined) passed.push(each);
    if (who !== undefined && who !== each.probe.peer) disagreements.push(`${each.title}: answered by ${who}`);
    if ((who !== undefined) === each.passes) continue;
    const [engineSays, kernelSays] = each.passes ? ["passes", "is blocked"] : ["is blocked", "passes"];
    disagreements.push(`${each.title}: the engine says it ${engineSays}, the kernel says it ${kernelSays}`);
  }
  disagreements.push(...engine.contradictions());
  return { disagreements, passed, blocked: cases.length - passed.length, undecided };
}

/** Every question of every pair, with the engine's answer. */
function casesOf(
  network: KernelNetwork,
  engine: Engine,
  { questions, clientPorts }: Asking,
): { readonly cases: readonly Case[]; readonly undecided: number; readonly disagreements: string[] } {
  const cases: Case[] = [];
  const disagreements: string[] = [];
  let [undecided, turn] = [0, 0];
  for (const { from, to, source, destination } of pairsOf(network))
    for (const question of questions(from.id, to.id)) {
      const answer = engine.ask(from, source, to, destination, pointOf(question, source.family));
      const isEcho = question.protocol === "icmp";
      const what = `${from.id} (${source.text}) to ${to.id} (${destination.text}), ${question.protocol}${isEcho ? "" : ` ${String(question.port)}`}`;
      const isLow = !isEcho && isLowAlone(answer);
      if (answer.must !== answer.may && !isLow) {
        if ((answer.translated && !isEcho) || answer.chosen) undecided += 1;
        else disagreements.push(`${what}: the engine cannot tell, though everything is known`);
        continue;
      }
      if (answer.must && !isEcho && answer.clientPorts.length === 0)
        disagreements.push(`${what}: the engine says it passes, and from no client port`);
      turn += 1;
      const low = isLow ? freeAmong(answer.clientPorts) : [];
      for (const clientPort of isEcho ? [0] : [...clientPorts(turn), ...low]) {
        const works = isEcho || answer.clientPorts.some(([low, high]) => low <= clientPort && clientPort <= high);
        cases.push({
          ...question,
          from: from.id,
          to: to.id,
          over: answer.over,
          probe: { id: cases.length, ...question, to: addressFor(from, destination), peer: to.id, clientPort },
          passes: answer.may && works,
          title: isEcho ? what : `${what} from port ${String(clientPort)}`,
        });
      }
    }
  return { cases, undecided, disagreements };
}

/** It passes from client ports below 1024, which nobody surely takes, and from no other: the kernel is asked about both. */
function isLowAlone({ must, may, translated, chosen, clientPorts }: EngineAnswer): boolean {
  return may && !must && !translated && !chosen && clientPorts.every(([, last]) => last < 1024);
}

/** The last port that no host listens on. */
function freeAmong(ranges: readonly (readonly [from: number, to: number])[]): readonly number[] {
  const heard = new Set<number>([...ports.tcp, ...ports.udp]);
  for (const [from, to] of ranges) for (let port = to; port >= from; port -= 1) if (!heard.has(port)) return [port];
  return [];
}

/** Every ordered pair of hosts that has something in AWS, by each family that both have. */
function* pairsOf({ hosts }: KernelNetwork): Generator<{
  readonly from: KernelHost;
  readonly to: KernelHost;
  readonly source: HostAddress;
  readonly destination: HostAddress;
}> {
  for (const from of hosts)
    for (const to of hosts) {
      if (from.id === to.id || (from.kind !== "interface" && to.kind !== "interface")) continue;
      for (const source of from.addresses)
        for (const destination of to.addresses)
          if (source.family === destination.family) yield { from, to, source, destination };
    }
}

/** The internet knows an interface by its public address, and has no way to it without one. */
function addressFor(from: KernelHost, { text, publicText }: HostAddress): string {
  return from.kind === "internet" ? (publicText ?? text) : text;
}

function send(rig: Rig, cases: readonly Case[], wait: number): Promise<ReadonlyMap<number, string>> {
  const bySender = new Map<string, Probe[]>();
  for (const { from, probe } of cases) {
    const mine = bySender.get(from) ?? [];
    mine.push(probe);
    bySender.set(from, mine);
  }
  return rig.send(bySender, wait);
}
