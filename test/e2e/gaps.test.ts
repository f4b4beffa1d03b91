/** The list of the emulator's gaps is true: each entry is one today, and nothing around it differs. */
import { judgeSecondPlan } from "../../bin/local/drift";
import { describe as ask, textAt } from "../../bin/local/ec2";
import {
  anyGroup,
  driftsInEmulator,
  leftOutOfEmulator,
  type QueryToEc2,
  type Request,
} from "../../bin/local/emulator-gaps";
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

const form = { "content-type": "application/x-www-form-urlencoded" };

/** The status and the text of what the emulator answers. */
async function answerTo(service: string, path: string, headers: Readonly<Record<string, string>>, body: string) {
  const response = await fetch(`${emulated.bench.endpoint}${path}`, {
    method: body === "" ? "GET" : "POST",
    headers: { ...headers, authorization: scopeOf("us-east-1", service) },
    ...(body === "" ? {} : { body }),
  });
  return `${String(response.status)} ${await response.text()}`;
}

test.each(leftOutOfEmulator.map(({ type, call }) => [type, call] as const))(
  "%s is left out because the emulator does not answer its call",
  async (_type, call) => {
    if ("answer" in call && call.answer instanceof RegExp) {
      const { service, path, target, body, answer } = call as Request;
      const headers =
        target === undefined ? form : { "content-type": "application/x-amz-json-1.1", "x-amz-target": target };
      expect(await answerTo(service, path, headers, body)).toMatch(answer);
      return;
    }
    const [group] = await ask(emulated.bench.endpoint, "us-east-1", "DescribeSecurityGroups", {});
    const id = textAt(group!, "groupId");
    const filled = Object.entries({ ...(call as QueryToEc2), Version: "2016-11-15" }).map(
      ([key, value]) => [key, value === anyGroup ? id! : value] as [string, string],
    );
    expect(await answerTo("ec2", "/", form, new URLSearchParams(filled).toString())).toMatch(/^500/);
  },
);
