import fc from "fast-check";
import { ruleDescription } from "../../lib/model/rule-description";
import { conduit, ntp, service } from "./example-network";

const describeReason = (reason: string): string =>
  ruleDescription(conduit("infusion-pumps", "pump-server", ntp, { reason }));

/** What AWS takes in the description of a rule that refers to a group, less what Terraform evaluates. */
const accepted = /^[A-Za-z0-9 ._\-:/()#,@[\]+=;!*]{1,255}$/;

describe("ruleDescription", () => {
  test("says who reaches whom with which service, and why", () => {
    expect(describeReason("clock of the pumps")).toBe("infusion-pumps to pump-server ntp: clock of the pumps");
  });

  test.each([
    ["the patient's “alarms” & waveforms", "the patients alarms and waveforms"],
    ["ward→gateway > server", "ward to gateway to server"],
    ["Größe, naïve, Ångström, œuvre, Łódź", "Grosse, naive, Angstrom, oeuvre, Lodz"],
    ["5–10 % at 20 °C …", "5-10 percent at 20 degrees C ..."],
    ["cost $5 ${x} %{if}", "cost _5 _(x) percent (if)"],
    ["tabs\tand  spaces", "tabs and spaces"],
    ["why? because", "why because"],
    ["点滴ポンプ clock", "_ clock"],
    ["a_b #1 (x) [y] @z +1 =2; 3! *", "a_b #1 (x) [y] @z +1 =2; 3! *"],
  ])("spells %j with what AWS accepts", (reason, spelled) => {
    expect(describeReason(reason)).toBe(`infusion-pumps to pump-server ntp: ${spelled}`);
  });

  test("cuts what is longer than 255 characters and marks the cut", () => {
    const names = "infusion-pumps to pump-server ntp: ";
    const whole = "x".repeat(255 - names.length);
    expect(describeReason(whole)).toBe(names + whole);
    expect(describeReason(`${whole}y`)).toBe(`${names}${whole.slice(3)}...`);
    expect(describeReason(`${whole.slice(4)} ${"y".repeat(9)}`)).toBe(`${names}${whole.slice(4)}...`);
  });

  test("keeps the names of the longest segments and service in full", () => {
    const [from, to, name] = ["f", "t", "s"].map((letter) => letter.repeat(40)) as [string, string, string];
    const text = ruleDescription(conduit(from, to, service(name, "tcp", 1), { reason: "r".repeat(200) }));
    expect(text).toBe(`${from} to ${to} ${name}: ${"r".repeat(255 - 130)}...`);
  });

  test("is accepted by AWS whatever the reason", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 220 }), (reason) => accepted.test(describeReason(reason))),
    );
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 220 }), (reason) => accepted.test(describeReason(reason))),
    );
  });
});
