/**
 * Questions that every hospital asks, whatever it declared.
 *
 * Decides from the kinds of segments and from ports alone. A conduit that was declared for exactly that traffic is not held
 * against anyone: the question is what passes besides.
 */
import { internet, Transport, type Kind } from "../../model";
import type { DeclaredIntent } from "../places/intent";
import type { Place } from "../places/places";
import { noTraffic, type RowId } from "../sets/rows";
import type { Prospects } from "../reach/prospects";
import type { Relations } from "../reach/relation";
import type { World } from "../world/world";
import { EvidenceFinder } from "./evidence";
import type { Finding } from "./finding";
import { passing } from "./passing";
import { toBeKnown } from "./to-be-known";

export type QuestionId =
  | "device-to-internet"
  | "internet-to-anything"
  | "guest-to-clinical"
  | "flat-device-segment"
  | "management-from-outside";

/** Ports by which machines are managed (IANA: ssh, telnet, ms-wbt-server, winrm; VNC by its registration rfb). */
export const management = [22, 23, 3389, 5900, 5985, 5986].reduce(
  (set, port) => set.union(Transport.ports("tcp", port, port)),
  Transport.none,
);
const clinicalKinds: readonly Kind[] = ["medical-device", "clinical", "integration"];

interface Question {
  readonly id: QuestionId;
  readonly text: string;
  readonly from: (from: Place) => boolean;
  readonly to: (to: Place, from: Place) => boolean;
  readonly about: Transport;
}

const isKind = (place: Place, kinds: readonly Kind[]): boolean =>
  place.segment !== undefined && kinds.includes(place.segment.kind);
const isOutside = (place: Place): boolean => place.id === internet || place.type === "outside";

const questions: readonly Question[] = [
  {
    id: "device-to-internet",
    text: "a medical device reaches the internet",
    about: Transport.all,
    from: (from) => isKind(from, ["medical-device"]),
    to: (to) => to.id === internet,
  },
  {
    id: "internet-to-anything",
    text: "the internet reaches this",
    about: Transport.all,
    from: (from) => from.id === internet,
    to: (to) => to.id !== internet,
  },
  {
    id: "guest-to-clinical",
    text: "a guest reaches clinical machines",
    about: Transport.all,
    from: (from) => isKind(from, ["guest"]),
    to: (to) => isKind(to, clinicalKinds),
  },
  {
    id: "flat-device-segment",
    text: "devices of one segment reach each other",
    about: Transport.all,
    from: (from) => isKind(from, ["medical-device"]),
    to: (to, from) => to === from,
  },
  {
    id: "management-from-outside",
    text: "management ports are open to the outside",
    about: management,
    from: isOutside,
    to: (to) => !isOutside(to),
  },
];

export function askQuestions(
  world: World,
  places: readonly Place[],
  relations: Relations,
  prospects: Prospects,
  intent: DeclaredIntent | undefined,
): readonly Finding[] {
  const evidence = new EvidenceFinder(world, relations, intent?.replies === "one-way-counts" ? "ignored" : "needed");
  const { rows } = world;
  const declared = new Map<string, RowId>();
  for (const { from, to, transport } of intent?.conduits ?? []) {
    const key = `${from}>${to}`;
    declared.set(key, rows.or(declared.get(key) ?? noTraffic, rows.of(transport)));
  }
  const findings: Finding[] = [];
  for (const question of questions)
    for (const [at, from] of places.entries()) {
      if (!question.from(from)) continue;
      for (const index of prospects.of(at)) {
        const to = places[index] as Place;
        if (!question.to(to, from)) continue;
        const besides = rows.minus(rows.of(question.about), declared.get(`${from.id}>${to.id}`) ?? noTraffic);
        const finding = ask(question, from, to, besides);
        if (finding !== undefined) findings.push(finding);
      }
    }
  return findings;

  function ask(question: Question, from: Place, to: Place, besides: RowId): Finding | undefined {
    const found = passing(world, relations, evidence, from, to, besides);
    if (found === undefined) return undefined;
    const { surely, traffic, witness, doubts } = found;
    return {
      id: `${question.id}:${from.id}>${to.id}`,
      kind: "question",
      verdict: surely ? "broken" : "undecided",
      from: from.id,
      to: to.id,
      traffic,
      text: surely ? question.text : `it is not known whether ${question.text}`,
      ...(witness === undefined ? {} : { witness }),
      rules: witness?.rules ?? [],
      doubts,
      next: surely ? "close the rules named here" : toBeKnown(world.facts),
    };
  }
}
