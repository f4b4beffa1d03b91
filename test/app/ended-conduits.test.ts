/** A conduit that is for some time only, and what is still open after it. */
import { prove } from "../../lib/app";
import { services } from "../../lib";
import { CalendarDate, type Intent } from "../../lib/model";
import type { Finding } from "../../lib/verify";
import { synthesizeNetwork } from "../constructs/synth";

const until = "2027-03-31";

const made = synthesizeNetwork(
  (network) => {
    const pumps = network.addMedicalDeviceSegment("pumps");
    const server = network.addClinicalSegment("server");
    pumps.allowTo(server, services.https, { reason: "Trial", failMode: "fail-closed", expires: until });
  },
  { today: "2026-11-01" },
);

const judged = (today: string | undefined, intent: Intent = made.intent): readonly Finding[] =>
  prove({
    inputs: [{ name: "cdk.tf.json", text: JSON.stringify(made.terraform) }],
    intents: [{ file: "intent.json", intent }],
    ...(today === undefined ? {} : { today: CalendarDate.of(today) }),
  }).proof.judge().findings;

test("holds through its last day, and at a synth, which has a day of its own", () => {
  expect(judged(until)).toEqual([]);
  expect(judged(undefined)).toEqual([]);
});

test("is excess on the day after, with the day that it ended on", () => {
  const [found, ...others] = judged("2027-04-01");
  expect(others).toEqual([]);
  expect(found).toMatchObject({ kind: "excess", verdict: "broken", from: "pumps", to: "server" });
  expect(found?.text).toMatch(
    /^traffic that no conduit declares passes: .*, tcp 443; conduit \S+ ended on 2027-03-31$/,
  );
});

test("is not missing once it is closed", () => {
  const [network] = made.intent.networks;
  const [conduit] = network!.conduits;
  const back = { ...conduit!, id: "server>pumps:https", from: "server", to: "pumps" };
  const intent: Intent = {
    ...made.intent,
    networks: [{ ...network!, conduits: [{ ...conduit!, expires: "2030-01-01" }, back] }],
  };
  expect(judged(until, intent)).toMatchObject([{ id: "missing:server>pumps:https" }]);
  expect(judged("2027-04-01", intent)).toEqual([]);
});
