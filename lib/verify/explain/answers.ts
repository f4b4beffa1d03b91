/** What answers a packet: from which ports of the client it may come, and what comes back. */
import { Transport } from "../../model";
import type { Standing } from "../reach/relation";
import type { RowId } from "../sets/rows";
import type { World } from "../world/world";

/** What stands on a way back: a filter, or a firewall. */
export interface Answering {
  readonly role: Standing["role"];
  readonly may: RowId;
  readonly must: RowId;
}

/** Client ports that every filter on the way back lets through: those from 1024 up if there is one, which clients take as a rule. */
export function clientPorts(
  world: World,
  standing: readonly Answering[],
  point: number,
  bound: "may" | "must",
): readonly (readonly [number, number])[] {
  return portsBack(world, standing, "reply", point, bound);
}

function portsBack(
  world: World,
  standing: readonly Answering[],
  part: "reply" | "reply-to-gateway",
  point: number,
  bound: "may" | "must",
): readonly (readonly [number, number])[] {
  const protocol = Math.floor(point / 65_536);
  if (protocol !== 6 && protocol !== 17) return [];
  const name = protocol === 6 ? "tcp" : "udp";
  let all = Transport.ports(name, 1, 65_535);
  for (const { role, [bound]: row } of standing) if (role === part) all = all.intersect(world.rows.transport(row));
  const usual = all.intersect(Transport.ports(name, 1024, 65_535));
  // A gateway picks none of the others, and nobody surely takes one.
  const open = usual.isEmpty() && part === "reply" && bound === "may" ? all : usual;
  return open.points.intervals.map(([from, to]) => [from - protocol * 65_536, to - 1 - protocol * 65_536] as const);
}

export function preferred(ports: readonly (readonly [number, number])[]): number {
  return ports.some(([from, to]) => from <= 49_152 && 49_152 <= to) ? 49_152 : (ports[0]?.[0] ?? 49_152);
}

/** What answers one transport: to the gateway that translated it, on a port that gets through, and to the client; none when nobody does. */
export function answerPoints(
  world: World,
  standing: readonly Answering[],
  point: number,
  bound: "may" | "must",
): readonly number[] {
  const protocol = Math.floor(point / 65_536);
  if (protocol !== 6 && protocol !== 17) {
    const answer = world.rows.answerOf(point);
    return answer === undefined ? [] : [answer, answer];
  }
  return (["reply-to-gateway", "reply"] as const).map(
    (part) => protocol * 65_536 + preferred(portsBack(world, standing, part, point, bound)),
  );
}
