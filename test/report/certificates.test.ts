import { certificatesReport } from "../../lib/report";

const none = { certificates: [], pairs: 0, without: [], undecided: [], disagreements: [] };
const links = { exact: 0, symbolic: 0, ambiguous: 0, unknown: 0 };
const said = (unseen: number, isClaimed: boolean) => {
  const { parts, exitCode } = certificatesReport({ ...none, unseen, isClaimed, links }, "text", {
    colour: false,
    width: 80,
  });
  return { exitCode, text: [...parts].join("") };
};

test("pairs of which neither is in AWS are counted apart, and one that is asked about is not certified", () => {
  expect(said(2, false).text).toContain("Not seen  2 pairs outside AWS: what passes there need not meet it\n");
  expect(said(2, false).exitCode).toBe(0);
  expect(said(1, true).exitCode).toBe(1);
  expect(said(0, false).text).not.toContain("Not seen");
});
