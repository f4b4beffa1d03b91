import { failureLines } from "../../../bin/cordon/failure";
import { terminalOf } from "../../../bin/cordon/terminal";
import { InvalidInput } from "../../../lib";

describe("failureLines", () => {
  test("says each thing that is wrong on one line of its own", () => {
    const error = new InvalidInput([{ what: "one" }, { what: "two", received: '"a\n  b"', allowed: "c", where: "d" }]);
    expect(failureLines(error, false)).toEqual(["cordon: one", 'cordon: d: two; received "a b"; allowed: c']);
  });

  test("says an error of any other kind on one line", () => {
    expect(failureLines(new Error("a\nb"), false)).toEqual(["cordon: a b"]);
    expect(failureLines("text", false)).toEqual(["cordon: text"]);
  });

  test("is red where there is colour", () => {
    expect(failureLines("text", true)).toEqual(["\u001b[31mcordon:\u001b[39m text"]);
  });
});

describe("terminalOf", () => {
  const before = process.env["NO_COLOR"];
  beforeEach(() => delete process.env["NO_COLOR"]);
  afterAll(() => {
    if (before !== undefined) process.env["NO_COLOR"] = before;
  });

  test("gives a terminal its colour and width, and anything else neither", () => {
    expect(terminalOf({ isTTY: true, columns: 80 })).toEqual({ colour: true, width: 80 });
    expect(terminalOf({ isTTY: true, columns: 0 })).toEqual({ colour: true, width: 120 });
    expect(terminalOf({})).toEqual({ colour: false, width: 120 });
  });

  test("gives no colour when NO_COLOR is set to anything", () => {
    process.env["NO_COLOR"] = "";
    expect(terminalOf({ isTTY: true, columns: 80 }).colour).toBe(true);
    process.env["NO_COLOR"] = "0";
    expect(terminalOf({ isTTY: true, columns: 80 }).colour).toBe(false);
  });
});
