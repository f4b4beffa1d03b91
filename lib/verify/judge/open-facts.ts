/** What the facts themselves leave open: nothing is proved that it may change. */
import type { Place } from "../places/places";
import { undescribed } from "../places/undescribed";
import { noTraffic } from "../sets/rows";
import type { World } from "../world/world";
import type { Finding } from "./finding";

/** What the facts themselves leave open: each by name. */
export function openFacts(world: World, places: readonly Place[]): readonly Finding[] {
  const { facts } = world;
  const about = (id: string, text: string, from: string, doubts: readonly string[], next: string): Finding => ({
    id,
    kind: "undecided",
    verdict: "undecided",
    from,
    to: "anything",
    traffic: world.rows.transport(noTraffic),
    text,
    rules: [],
    doubts,
    next,
  });
  const unread = facts.unread.map(({ address, type, why, touches }) => {
    const touched = places
      .filter(({ spots }) =>
        spots.some(({ subnet, groups, interfaces }) =>
          touches.some(
            (id) =>
              id === subnet?.id || id === subnet?.vpc || groups.some(({ to }) => to === id) || interfaces.includes(id),
          ),
        ),
      )
      .map(({ id }) => id);
    const whose = touched.length === 0 ? "the network" : touched.join(", ");
    return about(
      `unread:${address}`,
      `${type} is not modelled and may change what reaches ${whose}: ${why}`,
      whose,
      [address],
      "check it by hand and acknowledge it, or leave it out",
    );
  });
  const incomplete = facts.complete
    ? []
    : facts.incomplete.map(({ at, detail, kind }) =>
        about(
          `incomplete:${at}`,
          `the input does not tell everything: ${detail}`,
          "the network",
          [at],
          kind === "disagreement" ? leftOut(facts) : "give a complete plan or snapshot",
        ),
      );
  const elsewhere = undescribed(facts).map(({ about: subnet, interfaces, text }) =>
    about(`undescribed:${subnet}`, text, interfaces.join(", "), [subnet], "give the input that describes the subnet"),
  );
  return [
    ...unread,
    ...elsewhere,
    ...(facts.complete || incomplete.length > 0
      ? incomplete
      : [
          about(
            "incomplete",
            "the input does not tell everything",
            "the network",
            [],
            "give a complete plan or snapshot",
          ),
        ]),
  ];
}

/** Which of two inputs that describe one object is not needed: a plan has the state in it. */
function leftOut({ inputs = [] }: World["facts"]): string {
  const has = (wanted: (typeof inputs)[number]["kind"]): boolean => inputs.some(({ kind }) => kind === wanted);
  return has("plan") && has("state") ? "leave the state out: the plan has it in it" : "leave one of the two out";
}
