import { InvalidInput } from "../../../lib/model/issue";
import { PortRange } from "../../../lib/model/traffic/port-range";

describe("a port range", () => {
  test.each([
    ["1", 1, 1],
    ["443", 443, 443],
    ["8000-8100", 8000, 8100],
    ["1-65535", 1, 65_535],
  ])("reads %s and writes it back", (text, from, to) => {
    const range = PortRange.of(from, to);
    expect(PortRange.parse(text)).toEqual({ ok: true, value: range });
    expect([range.from, range.to, range.toString()]).toEqual([from, to, text]);
  });

  test("writes a range of one port as that port", () => {
    expect(PortRange.parse("80-80")).toEqual({ ok: true, value: PortRange.of(80) });
    expect(PortRange.of(80, 80).equals(PortRange.of(80))).toBe(true);
    expect(PortRange.of(80, 81).equals(PortRange.of(80))).toBe(false);
  });

  test.each([
    ["0", "port is out of range"],
    ["65536", "port is out of range"],
    ["0-80", "port is out of range"],
    ["80-65536", "port is out of range"],
    ["8100-8000", "port range is reversed"],
    ["080", "not a port range"],
    ["80-", "not a port range"],
    ["-80", "not a port range"],
    [" 80", "not a port range"],
    ["80 ", "not a port range"],
    ["80\n", "not a port range"],
    ["80 - 90", "not a port range"],
    ["80,90", "not a port range"],
    ["80.0", "not a port range"],
    ["8e1", "not a port range"],
    ["0x50", "not a port range"],
    ["", "not a port range"],
    ["https", "not a port range"],
    ["100000", "not a port range"],
  ])("refuses %j: %s", (text, what) => {
    expect(PortRange.parse(text)).toMatchObject({ ok: false, issue: { what, received: JSON.stringify(text) } });
  });

  test.each([
    [0, 0],
    [65_536, 65_536],
    [1, 65_536],
    [-1, 5],
    [80.5, 81],
    [Number.NaN, 80],
    [90, 80],
    ["80" as unknown as number, 80],
  ])("refuses the numbers %p to %p", (from, to) => {
    expect(() => PortRange.of(from, to)).toThrow(InvalidInput);
  });
});
