import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { detailCalls, listCalls, publicAccessCall } from "../../bin/cordon/collect/calls";

const page = readFileSync(resolve(__dirname, "../../docs/snapshots.md"), "utf8");

test("The page of snapshots allows exactly the calls that are made.", () => {
  const [, json = "{}"] = /```json\n([^]*?)```/.exec(page) ?? [];
  const policy = JSON.parse(json) as { readonly Statement: readonly { readonly Action: readonly string[] }[] };
  const calls = [...listCalls, ...detailCalls].map(({ call, service = "ec2" }) => `${service}:${call}`);
  expect([...policy.Statement[0]!.Action].sort()).toEqual([...calls, `ec2:${publicAccessCall.call}`].sort());
});

test("The page of snapshots names every list that stands beside an object.", () => {
  expect(detailCalls.map(({ list }) => list).filter((list) => !page.includes(`\`${list}\``))).toEqual([]);
});
