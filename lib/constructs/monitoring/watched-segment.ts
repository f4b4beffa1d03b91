/** A segment that alarms look at: where its records are found, and who is told. */
import { Cidr, nameIssues, ownerLimit, proseIssues, repetitionIssues, type Issue } from "../../model";
import { array, checkRequired, isObject, nameNeed, received, text } from "../required";
import { aSubnet, idIssues, topicIssues } from "../aws-ids";
import { beginnings, type Wanted } from "./reject-filter";

/** A segment to look at. In AWS it is known by its subnets, by zone; elsewhere by its blocks. */
export interface WatchedSegment {
  /** 2–40 lower-case letters, digits and hyphens, starting with a letter. Part of names of alarms and metrics. */
  readonly name: string;
  /** Who answers for it: one line of 1–100 characters. In the text of each alarm. */
  readonly owner: string;
  /** ARN of an SNS topic. */
  readonly topicArn: string;
  /**
   * At least one. A subnet's `key` is its zone, or another part of a name: 1–64 letters, digits and `_.-`, each once. A block is
   * IPv4: patterns know what a text begins with, and IPv6 is written in many ways.
   */
  readonly places: readonly { readonly key: string; readonly subnetId: string }[] | readonly Cidr[];
}

/** What one filter finds of a segment, and what tells the filter from its others. */
export interface Found {
  readonly key: string;
  readonly wanted: Wanted;
}

/** One filter for each zone or each few octets: a zone that comes changes no other's pattern. */
export function wantedOf({ places }: Pick<WatchedSegment, "places">, inAws: Wanted): readonly Found[] {
  return places.flatMap((place): readonly Found[] => {
    if ("subnetId" in place)
      return [{ key: place.key, wanted: { action: ["REJECT"], "subnet-id": [place.subnetId], ...inAws } }];
    return beginnings(place).map((terms) => ({
      key: `from-${(terms[0] ?? "").replaceAll(/[.*]+/g, "-").replace(/-$/, "")}`,
      wanted: { action: ["REJECT"], srcaddr: terms },
    }));
  });
}

/** Part of a construct's id and of a filter's name. */
const keyForm = /^[A-Za-z0-9_.-]{1,64}$/;

/**
 * Everything wrong with a segment to look at: an alarm of it would never be raised, or tell nobody.
 *
 * @param where - path of the alarms
 * @throws {InvalidInput} when something that it needs is missing
 */
export function watchedIssues(where: string, segment: WatchedSegment): readonly Issue[] {
  checkRequired(where, "segment to look at", segment, {
    name: nameNeed,
    owner: text("who is told"),
    topicArn: text("the ARN of a topic: topic.topicArn"),
    places: array("its subnets in AWS, or its blocks elsewhere: at least one"),
  });
  const { name, places } = segment;
  const about = `segment "${name}" to look at`;
  const wrong = places.flatMap((place: unknown) => placeIssues(about, place));
  return [
    ...nameIssues("name of a segment to look at", name),
    ...toldIssues(about, segment),
    ...(places.length === 0
      ? [{ what: `places of ${about} are none: nothing would be found`, received: "[]", allowed: "at least one" }]
      : []),
    ...wrong,
    ...(wrong.length > 0
      ? []
      : repetitionIssues(
          `places of ${about}`,
          wantedOf(segment, {}).map(({ key }) => key),
        )),
  ];
}

/** Everything wrong with who is told. */
export function toldIssues(
  about: string,
  { owner, topicArn }: { readonly owner: string; readonly topicArn: string },
): readonly Issue[] {
  return [...proseIssues(`owner of ${about}`, owner, ownerLimit), ...topicIssues(`topic of ${about}`, topicArn)];
}

/** From JavaScript anything may come. What is raw in a pattern could end it, and find everything or nothing. */
function placeIssues(about: string, place: unknown): readonly Issue[] {
  const what = `place of ${about}`;
  if (isObject(place) && "subnetId" in place) {
    const { key, subnetId } = place;
    return [
      ...(typeof key === "string" && keyForm.test(key)
        ? []
        : [
            {
              what: `key of a ${what} is not part of a name`,
              received: received(key),
              allowed: "1–64 letters, digits and _.-",
            },
          ]),
      ...idIssues(`subnetId of a ${what}`, aSubnet, subnetId),
    ];
  }
  if (!(place instanceof Cidr)) {
    const allowed = 'a subnet { key, subnetId }, or Cidr.of("172.20.8.0/22")';
    return [{ what: `${what} is not one`, received: received(place), allowed }];
  }
  if (place.family === 4) return [];
  return [
    {
      what: `${what} is a block that no filter can find`,
      received: place.toString(),
      allowed: "blocks of IPv4, or subnets",
    },
  ];
}
