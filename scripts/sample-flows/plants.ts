/** What should not be in a hospital's records, planted so that it is found: each with what it is. */
import type { IntentNetwork } from "../../lib/model";
import { machine, type Days } from "./hospital";
import { Random } from "./random";
import type { Talk } from "./record";

/** Outside addresses of RFC 5737, which nobody has. */
export const beaconTarget = "198.51.100.77";

const talk = (from: string, to: string, port: number, start: number, more: Partial<Talk> = {}): Talk => ({
  from,
  to,
  protocol: 6,
  fromPort: 49_152 + ((start + port) % 10_000),
  port,
  start,
  seconds: 2,
  packets: 6,
  bytes: 900,
  outcome: "passes",
  ...more,
});

export function* plantedTalks(network: IntentNetwork, { seed, start, days, machines }: Days): Generator<Talk> {
  const random = new Random(seed, "plants");
  const end = start + days * 86_400;
  const lastDay = end - 86_400;
  const of = (segment: string, number: number): string => {
    const found = network.segments.find(({ name }) => name === segment);
    if (found === undefined) throw new Error(`the sample has no segment "${segment}"`);
    return machine(found, number);
  };
  const every = function* (seconds: number, from: number, make: (at: number) => Talk): Generator<Talk> {
    for (let at = from; at < end; at += seconds + random.between(-5, 5)) yield make(at);
  };
  // A modality calls one outside address every five minutes, by day and by night.
  yield* every(300, start + 3600, (at) => talk(of("imaging-a", 1), beaconTarget, 443, at, { packets: 5, bytes: 620 }));
  // An office computer of the campus tries file sharing at every server it can think of, and is stopped.
  for (const [at, segment] of ["emr", "pacs-archive", "lims", "ris"].entries())
    for (let number = 0; number < 40; number += 1)
      yield talk(of("campus-offices", 67), of(segment, number), 445, lastDay + 7200 + at * 60 + number, {
        packets: 1,
        bytes: 60,
        outcome: "rejected",
      });
  // A modality was set up with the laboratory's server for the archive.
  yield* every(900, lastDay + 30_000, (at) =>
    talk(of("campus-modalities", 2), of("lims", 0), 2762, at, { packets: 3, bytes: 180, outcome: "rejected" }),
  );
  // Nobody declared these, and a rule from elsewhere lets them through.
  yield* every(1800, start + 28_000, (at) =>
    talk(of("imaging-b", 0), of("pacs-archive", 0), 11_112, at, { packets: 900, bytes: 1_200_000 }),
  );
  yield* every(2400, start + 30_000, (at) => talk(of("virtual-desktops", 1), of("lims", 0), 443, at));
  yield* every(7200, start + 32_000, (at) => talk(of("campus-guests", 5), of("emr", 0), 443, at));
  // A network ACL without a rule for the way back.
  yield* every(3600, lastDay, (at) =>
    talk(of("point-of-care", 0), of("lims", 1), 4010, at, { packets: 3, bytes: 180, outcome: "reply-rejected" }),
  );
  // A device that is gone after the first day, and one that has a peer which it never had.
  for (let at = start; at < start + 80_000; at += 1200)
    yield talk(of("patient-monitoring", machines + 1), of("integration-engine", 0), 2575, at);
  yield* every(7200, lastDay + 7200, (at) => talk(of("infusion-pumps", 0), of("pump-server", 9), 3613, at));
}
