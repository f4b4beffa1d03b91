import { CalendarDate } from "../../../lib/model/calendar-date";
import { network, segment, today } from "../example-network";
import { breachesOf, messageOf, testAcknowledgement } from "./rule";

const old = network([segment("modalities", "medical-device", { endOfSupport: CalendarDate.of("2020-01-14") })]);

describe("SEG-015", () => {
  test("finds a segment whose support has ended, of any kind", () => {
    const breaching = network([
      ...old.segments,
      segment("ris", "clinical", { endOfSupport: CalendarDate.of("2026-11-22") }),
    ]);
    expect(breachesOf("SEG-015", breaching)).toEqual(["error modalities", "error ris"]);
    expect(messageOf("SEG-015", "modalities", breaching)).toBe(
      'Segment "modalities" holds a system whose support ended on 2020-01-14, 2505 days ago. Move it to a segment with fewer conduits or replace it, and acknowledge SEG-015 until then.',
    );
  });

  test("warns of a device segment whose end of support is not known", () => {
    expect(breachesOf("SEG-015", network([segment("pumps", "medical-device")]))).toEqual(["warning pumps"]);
  });

  test("passes the last day of support, and other kinds of which nothing is known", () => {
    const near = network([segment("pumps", "medical-device", { endOfSupport: today }), segment("emr", "clinical")]);
    expect(breachesOf("SEG-015", near)).toEqual([]);
  });

  testAcknowledgement("SEG-015", "modalities", old);
});
