import type { TerraformStack } from "cdktf";
import { Patching, ThreatDetection, type PatchingProps } from "../../../lib";
import { hospital, ofType, refusal, synthesize } from "../synth";

const window = { schedule: "cron(0 2 ? * SUN *)", timeZone: "Europe/Berlin", hours: 4, lastStartHours: 1 };
const props = { name: "servers", network: "st-marys", system: "WINDOWS", window, approveAfterDays: 14 } as const;

function patched(build: (stack: TerraformStack, patching: Patching) => void, more: Partial<PatchingProps> = {}) {
  return synthesize((stack) => {
    build(stack, new Patching(stack, "patching", { ...props, ...more }));
  }).terraform;
}

describe("Regular updates", () => {
  const terraform = patched((stack, patching) => {
    const network = hospital(stack);
    patching.addSegment(network.addClinicalSegment("emr"));
    patching.addSegment(network.addIntegrationSegment("engine"));
  });

  test("approve what matters, after so many days, in a group that machines are tagged with", () => {
    expect(Object.values(ofType(terraform, "aws_ssm_patch_baseline"))).toMatchObject([
      {
        name: "servers-patches",
        operating_system: "WINDOWS",
        approval_rule: [
          {
            approve_after_days: 14,
            compliance_level: "HIGH",
            patch_filter: [
              { key: "CLASSIFICATION", values: ["CriticalUpdates", "SecurityUpdates"] },
              { key: "MSRC_SEVERITY", values: ["Critical", "Important"] },
            ],
          },
        ],
      },
    ]);
    expect(Object.values(ofType(terraform, "aws_ssm_patch_group"))).toMatchObject([{ patch_group: "servers-patches" }]);
  });

  test("happen in the clinical window, in its own time zone", () => {
    expect(Object.values(ofType(terraform, "aws_ssm_maintenance_window"))).toMatchObject([
      {
        schedule: "cron(0 2 ? * SUN *)",
        schedule_timezone: "Europe/Berlin",
        duration: 4,
        cutoff: 1,
        allow_unassociated_targets: false,
      },
    ]);
  });

  test("reach the machines of each segment by its tags, a third at a time, and stop at the first that fails", () => {
    expect(
      Object.values(ofType(terraform, "aws_ssm_maintenance_window_target")).map((target) => target["targets"]),
    ).toEqual(
      ["emr", "engine"].map((segment) => [
        { key: "tag:cordon:network", values: ["st-marys"] },
        { key: "tag:cordon:segment", values: [segment] },
      ]),
    );
    const tasks = Object.values(ofType(terraform, "aws_ssm_maintenance_window_task"));
    expect(tasks).toHaveLength(2);
    for (const task of tasks) {
      expect(task).toMatchObject({
        task_type: "RUN_COMMAND",
        task_arn: "AWS-RunPatchBaseline",
        max_concurrency: "34%",
        max_errors: "0",
        cutoff_behavior: "CANCEL_TASK",
        task_invocation_parameters: {
          run_command_parameters: {
            parameter: [
              { name: "Operation", values: ["Install"] },
              { name: "RebootOption", values: ["RebootIfNeeded"] },
            ],
          },
        },
      });
    }
  });

  test("leave restarts to people where that is said", () => {
    const byHand = patched((stack, patching) => patching.addSegment(hospital(stack).addClinicalSegment("emr")), {
      restarts: "by-hand",
    });
    expect(JSON.stringify(ofType(byHand, "aws_ssm_maintenance_window_task"))).toContain('"NoReboot"');
  });

  const refused = (build: (stack: TerraformStack) => void) => refusal(build).message;

  test("refuses segments that hold devices, and one twice", () => {
    expect(
      refused((stack) =>
        new Patching(stack, "patching", props).addSegment(hospital(stack).addMedicalDeviceSegment("pumps")),
      ),
    ).toBe(
      'test/patching: kind of segment "pumps", which is to be patched, is not one of the choices; received "medical-device"; allowed: clinical, integration, shared-services, device-management',
    );
    expect(
      refused((stack) => {
        const [patching, emr] = [new Patching(stack, "patching", props), hospital(stack).addClinicalSegment("emr")];
        patching.addSegment(emr);
        patching.addSegment(emr);
      }),
    ).toBe('test/patching: segment "emr" is patched already');
  });

  test.each<[string, Partial<PatchingProps>, string]>([
    [
      "a schedule that is none",
      { window: { ...window, schedule: "Sundays" } },
      'schedule of the clinical window of "servers" is none; received "Sundays"',
    ],
    ...[
      "cron(nonsense)",
      "cron(0 2 * * SUN)",
      "cron(0 2 * * SUN *)",
      "cron(0 2 ? * ? *)",
      "cron(0 24 ? * SUN *)",
      "cron(0 2 0 * ? *)",
      "cron(0 2 ? * SUNDAY *)",
      "cron(0  2 ? * SUN *)",
      "cron(0 2 ? * SUN *) ",
      "rate(7)",
      "rate(1 days)",
      "rate(0 days)",
      "rate(1 week)",
      "at(2027-02-30T02:00:00)",
      "at(2027-01-01)",
    ].map((schedule): [string, Partial<PatchingProps>, string] => [
      `the schedule ${schedule}`,
      { window: { ...window, schedule } },
      `schedule of the clinical window of "servers" is none; received "${schedule}"; allowed: "cron(minutes hours day-of-month month day-of-week year)" with "?" for one of the two days, such as "cron(0 2 ? * SUN *)"; "rate(7 days)"; or "at(2027-01-01T02:00:00)"`,
    ]),
    [
      "no schedule",
      { window: { ...window, schedule: undefined as never } },
      'schedule of the clinical window of "servers" is none; received undefined',
    ],
    [
      "hours that are text",
      { window: { ...window, hours: "4" as never, lastStartHours: "1" as never } },
      'hours of the clinical window of "servers" are not a number; received "4"; allowed: 1–24\n' +
        'test/patching: hours before the end of the clinical window of "servers" after which nothing begins are out of range; received "1"',
    ],
    [
      "a delay that is text",
      { approveAfterDays: "14" as never },
      'approveAfterDays of regular updates "servers" is not one; received "14"; allowed: days from release to approval',
    ],
    [
      "a time zone that is none",
      { window: { ...window, timeZone: "Berlin" } },
      'time zone of the clinical window of "servers" is not one; received "Berlin"',
    ],
    [
      "an offset for a time zone",
      { window: { ...window, timeZone: "+02:00" } },
      'time zone of the clinical window of "servers" is not one; received "+02:00"',
    ],
    [
      "a window of 25 hours",
      { window: { ...window, hours: 25 } },
      'hours of the clinical window of "servers" is not one of the choices; received "25"',
    ],
    [
      "a last start before the first",
      { window: { ...window, hours: 2, lastStartHours: 2 } },
      'hours before the end of the clinical window of "servers" after which nothing begins are out of range; received 2',
    ],
    [
      "a delay of years",
      { approveAfterDays: 400 },
      'days until a patch of "servers" is approved are out of range; received 400; allowed: a whole number from 0 to 360',
    ],
    [
      "a system whose patches have no age",
      { system: "UBUNTU" as never },
      'system of the updates of "servers" is not one of the choices; received "UBUNTU"',
    ],
    [
      "a restart that is none",
      { restarts: "never" as never },
      'restarts of "servers" is not one of the choices; received "never"; allowed: if-needed, by-hand',
    ],
  ])("refuses %s", (_what, more, message) => {
    expect(refused((stack) => new Patching(stack, "patching", { ...props, ...more }))).toContain(
      `test/patching: ${message}`,
    );
  });
});

test.each([
  "cron(0 2 ? * SUN *)",
  "cron(15 12 * * ? *)",
  "cron(0/15 8-17/2 ? 1,JUN-AUG MON-FRI 2026-2030)",
  "cron(0 23 ? * TUE#3 *)",
  "cron(0 2 ? 1/1 6L *)",
  "cron(0 2 L * ? *)",
  "cron(0 2 15W * ? *)",
  "cron(0 30 23 ? * TUE#3 *)",
  "rate(1 day)",
  "rate(90 minutes)",
  "at(2027-01-01T02:00:00)",
])("Regular updates take the schedule %s, as AWS writes it.", (schedule) => {
  const terraform = patched((stack) => hospital(stack), { window: { ...window, schedule } });
  expect(Object.values(ofType(terraform, "aws_ssm_maintenance_window"))).toMatchObject([{ schedule }]);
});

describe("Threat detection", () => {
  const { terraform } = synthesize((stack) => {
    hospital(stack);
    new ThreatDetection(stack, "threats");
  });

  test("is on when it is asked for, and Terraform does not turn it off", () => {
    expect(Object.values(ofType(terraform, "aws_guardduty_detector"))).toEqual([
      { enable: true, finding_publishing_frequency: "FIFTEEN_MINUTES", lifecycle: { prevent_destroy: true } },
    ]);
  });

  test("refuses a frequency that GuardDuty does not have", () => {
    expect(
      refusal((stack) => new ThreatDetection(stack, "threats", { findingsEvery: "HOURLY" as never })).message,
    ).toBe(
      'test/threats: frequency of findings is not one of the choices; received "HOURLY"; allowed: FIFTEEN_MINUTES, ONE_HOUR, SIX_HOURS',
    );
  });
});
