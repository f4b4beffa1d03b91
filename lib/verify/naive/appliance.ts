/** Through a machine that takes what is not addressed to it, straight from the facts. Shares nothing with the engine. */
import type { FactBase, Interface, Link, Subnet } from "../../terraform";
import { groupsAllow, means } from "./filters";
import { anywhere, so, stop, value, type Journey, type Roads, type Trip } from "./journey";
import { all, any, type Answer, type NaiveEnd } from "./packet";
import { pickedAddresses } from "./picked-address";

export function appliance(roads: Roads, link: Link, from: Subnet | undefined, trip: Trip): readonly Journey[] {
  const { facts } = roads;
  const faces = facts.interfaces.filter((face) => means(link, face.id) !== "no" || means(link, face.owner.id) !== "no");
  if (faces.length === 0) return [anywhere(trip)];
  return faces.flatMap((face) => {
    if (value(face.sourceDestCheck, (on) => on) === "yes")
      return [stop(trip, { at: "nowhere", why: `${face.id} drops what is not its own` })];
    const places = placesOf(facts, face);
    const lost = places.length === 0 || face.moreSubnets !== undefined ? [anywhere(trip)] : [];
    return roads.past(`${face.id} ${from?.id ?? ""}`, trip, (here) => [
      ...lost,
      ...places.flatMap((place) => through(roads, face, place, from, here)),
    ]);
  });
}

/** In by one interface, and out by any of the machine's: its software does what it likes. */
function through(
  roads: Roads,
  face: Interface,
  place: Subnet,
  from: Subnet | undefined,
  trip: Trip,
): readonly Journey[] {
  const { facts } = roads;
  const { source } = trip.packet;
  const passed = place.id === from?.id ? trip : roads.acl(place.id, "ingress", source, trip);
  const into = lets(facts, face, "ingress", source, trip);
  const inside: Trip = { ...so(passed, all("perhaps", into)), namesIn: "no", namesOut: "no" };
  const { others, more } = machineOf(facts, face);
  const doors = [
    [face, place] as const,
    ...others.flatMap((each) => placesOf(facts, each).map((door) => [each, door] as const)),
  ];
  return [...(more ? [anywhere(inside)] : []), ...doors.flatMap(([by, door]) => out(roads, by, door, inside))];
}

/** As it came, and with an address of the interface as its source. */
function out(roads: Roads, by: Interface, door: Subnet, inside: Trip): readonly Journey[] {
  const { family, destination } = inside.packet;
  const next = so(inside, lets(roads.facts, by, "egress", destination, inside));
  const checked = value(by.sourceDestCheck, (on) => on) === "yes";
  const isOwn = next.translated?.by === by && next.translated.subnet === door.id;
  const plain = checked && !isOwn ? [] : roads.leave(door.id, next);
  if (isOwn) return plain;
  if (next.translated !== undefined) return [...plain, anywhere(next)];
  const own = pickedAddresses(roads.facts, by, door, family).flatMap((address) =>
    roads.leave(door.id, {
      ...next,
      translated: { id: by.id, subnet: door.id, address, by },
      packet: { ...next.packet, source: address },
    }),
  );
  return [...plain, ...own];
}

function lets(facts: FactBase, face: Interface, direction: "ingress" | "egress", remote: bigint, trip: Trip): Answer {
  const { family, point } = trip.packet;
  return groupsAllow(facts, endOf(facts, face), direction, family, remote, point, { kind: "internet" }, "no");
}

function machineOf(
  { interfaces }: FactBase,
  face: Interface,
): { readonly others: readonly Interface[]; readonly more: boolean } {
  const told = face.machine !== undefined && "exact" in face.machine ? face.machine.exact : undefined;
  const machine = face.machine === undefined && face.owner.kind === "instance" ? face.owner.id : told;
  if (machine === undefined) return { others: [], more: true };
  const rest = interfaces.filter((each) => each !== face);
  const others = rest.filter((each) => {
    if (each.machine === undefined) return each.owner.id === machine;
    return "exact" in each.machine && each.machine.exact === machine;
  });
  const strangers = rest.filter(
    (each) => each.owner.kind === "interface" && (each.machine === undefined || !("exact" in each.machine)),
  );
  return { others, more: strangers.length > 0 || others.some(({ moreSubnets }) => moreSubnets !== undefined) };
}

function placesOf({ subnets }: FactBase, face: Interface): readonly Subnet[] {
  return subnets.filter(({ id }) => face.subnets.some((link) => means(link, id) !== "no"));
}

/** An interface as an end that its groups filter. */
export function endOf(facts: FactBase, face: Interface): NaiveEnd {
  return {
    kind: "interface",
    subnet: "",
    exists: "yes",
    publicAddress: "no",
    moreGroups: face.moreGroups !== undefined,
    anyGroup: face.moreGroups !== undefined,
    groups:
      face.groups === "unfiltered"
        ? "unfiltered"
        : facts.securityGroups.flatMap(({ id }) => {
            const answer = any(...(face.groups as readonly Link[]).map((each) => means(each, id)));
            return answer === "no" ? [] : [{ id, sure: answer === "yes" }];
          }),
  };
}
