/** The list of the emulator's gaps is true: each entry is one today, and nothing around it differs. */
import { judgeSecondPlan } from "../../bin/local/drift";
import { describe as ask, textAt } from "../../bin/local/ec2";
import { anyGroup, driftsInEmulator, leftOutOfEmulator } from "../../bin/local/emulator-gaps";
import type { Place } from "../../bin/local/place";
import { differencesOf } from "../../bin/local/plan";
import { deployStack, planStack, synthesize } from "../../bin/local/workbench";
import { scopeOf } from "../../bin/local/emulator";
import { appCommand, createProject, discard, emulate, type Emulated } from "./project";

let place: Place;
let emulated: Emulated;

beforeAll(async () => {
  place = await createProject(appCommand("test/e2e/apps/gap-probe.ts"));
  emulated = await emulate(place);
});

afterAll(() => discard(place, emulated));

test("every listed drift shows in a second plan, and no other does", async () => {
  const stack = await synthesize(emulated.bench);
  await deployStack(emulated.bench, stack, () => undefined);
  const judged = judgeSecondPlan(differencesOf(await planStack(emulated.bench, stack)), driftsInEmulator);
  expect(judged.unexplained).toEqual([]);
  const keys = (gaps: readonly { readonly type: string; readonly attribute: string }[]) =>
    [...new Set(gaps.map(({ type, attribute }) => `${type}.${attribute}`))].sort();
  expect(keys(judged.explained.map(({ gap }) => gap))).toEqual(keys(driftsInEmulator));
});

test.each(leftOutOfEmulator.map(({ type, call }) => [type, call] as const))(
  "%s is left out because the emulator does not answer its call",
  async (_type, call) => {
    const [group] = await ask(emulated.bench.endpoint, "us-east-1", "DescribeSecurityGroups", {});
    const id = textAt(group!, "groupId");
    const filled = Object.entries({ ...call, Version: "2016-11-15" }).map(
      ([key, value]) => [key, value === anyGroup ? id! : value] as [string, string],
    );
    const response = await fetch(emulated.bench.endpoint, {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded", authorization: scopeOf("us-east-1") },
      body: new URLSearchParams(filled).toString(),
    });
    expect(response.status).toBe(500);
  },
);
