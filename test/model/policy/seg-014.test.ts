import { CalendarDate } from "../../../lib/model/calendar-date";
import { conduit, https, network, ntp, segment, service, today } from "../example-network";
import { breachesOf, messageOf, testAcknowledgement } from "./rule";

const segments = [segment("emr", "clinical"), segment("engine", "integration")];
const yesterday = CalendarDate.of("2026-11-22");
const overdue = network(segments, [conduit("engine", "emr", https, { reviewBy: yesterday })]);

describe("SEG-014", () => {
  test("finds what is not written down", () => {
    const breaching = network(segments, [
      conduit("engine", "emr", https, { reason: " ", owner: "", source: { source: "\t" }, reviewBy: yesterday }),
      conduit("engine", "emr", ntp, { owner: "\n" }),
    ]);
    expect(breachesOf("SEG-014", breaching)).toEqual(["error engine>emr:https", "error engine>emr:ntp"]);
    expect(messageOf("SEG-014", "engine>emr:https", breaching)).toContain("lacks: reason, owner, source.");
    const undated = JSON.parse("{}") as { reviewBy: CalendarDate };
    const dateless = network(segments, [{ ...conduit("engine", "emr"), reviewBy: undated.reviewBy }]);
    expect(messageOf("SEG-014", "engine>emr:https", dateless)).toContain("lacks: review date.");
  });

  test("finds it of a conduit to the internet too", () => {
    const online = network(segments, [conduit("engine", "internet", https, { owner: "" })]);
    expect(breachesOf("SEG-014", online)).toEqual(["error engine>internet:https"]);
  });

  test("warns of a review that is overdue", () => {
    expect(breachesOf("SEG-014", overdue)).toEqual(["warning engine>emr:https"]);
    expect(messageOf("SEG-014", "engine>emr:https", overdue)).toBe(
      'The review of conduit "engine>emr:https" was due on 2026-11-22, 1 day ago. Ask "network team" whether it is still needed, and set the next review date.',
    );
  });

  test("passes a conduit that is to be reviewed today", () => {
    const near = network(segments, [
      conduit("engine", "emr", https, { reviewBy: today }),
      conduit("engine", "emr", service("hl7", "tcp", 2575)),
    ]);
    expect(breachesOf("SEG-014", near)).toEqual([]);
  });

  testAcknowledgement("SEG-014", "engine>emr:https", overdue);
});
