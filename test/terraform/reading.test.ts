import { Reading } from "../../lib/terraform/reading/reading";

test("a list of any length is put in the place of another", () => {
  const reading = new Reading(
    {} as Reading["tools"],
    () => ({ exact: "us-east-1" }),
    () => undefined,
  );
  const because = { kind: "outside", at: "", detail: "" } as const;
  const source = { input: "", address: "" };
  const prefixList = { id: "pl", type: "implicit", source, presence: { is: "certain" }, entries: [] } as const;
  reading.replace("prefixLists", Array.from({ length: 300_000 }, () => prefixList) as never);
  reading.change("prefixLists", (one) => ({ ...one, more: because }));
  expect(reading.lists.prefixLists).toHaveLength(300_000);
  expect(reading.lists.prefixLists.at(-1)?.more).toBe(because);
});
