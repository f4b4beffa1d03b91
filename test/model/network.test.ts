import { describeIssue } from "../../lib/model/issue";
import { validateNetwork } from "../../lib/model/network-rules";
import { conduit, exception, network, segment, today } from "./example-network";

const empty = network([]);

describe("a network's definition", () => {
  test("is accepted empty", () => {
    expect(validateNetwork(empty, today)).toEqual([]);
  });

  test("refuses a malformed name, and zones that are missing, malformed or said twice", () => {
    expect(validateNetwork({ ...empty, name: "St Mary's", zones: [] }, today).map(describeIssue)).toEqual([
      'name of the network is not a name; received "St Mary\'s"; allowed: 2–40 lower-case letters, digits and hyphens, starting with a letter',
      'network "St Mary\'s" has no zone; allowed: one availability zone or more',
    ]);
    expect(
      validateNetwork({ ...empty, zones: ["us-east-1a", "east", "us-east-1a", ""] }, today).map(describeIssue),
    ).toEqual([
      'zone of network "st-marys" is not the name of an availability zone; received ""; allowed: names like "us-east-1a"',
      'zone of network "st-marys" is not the name of an availability zone; received "east"; allowed: names like "us-east-1a"',
      'list of zones of network "st-marys" says one thing twice; received "us-east-1a"',
    ]);
  });

  test("refuses exceptions that lack something or are said twice", () => {
    const { expires: _, ...endless } = exception("SEG-001", "pumps", { reason: "", approver: " ", ticket: "a\nb" });
    const twice = exception("SEG-004", "pumps");
    const issues = validateNetwork({ ...empty, exceptions: [twice, endless as typeof twice, twice] }, today);
    expect(issues.map(describeIssue)).toEqual([
      'reason of exception "SEG-001 for pumps" is empty; received ""; allowed: one line of 1–200 characters',
      'approver of exception "SEG-001 for pumps" is empty; received " "; allowed: one line of 1–100 characters',
      'ticket of exception "SEG-001 for pumps" has a character that does not print; received "a\\nb"; allowed: one line of 1–100 characters',
      'exception "SEG-001 for pumps" does not expire; allowed: the last day it holds',
      'list of exceptions of network "st-marys" says one thing twice; received "SEG-004 for pumps"',
    ]);
  });

  test("gives all of its issues at once, in the same order however it was declared", () => {
    const broken = network(
      [segment("Pacs", "clinical", { owner: "" }), segment("emr", "clinical", { owner: " " })],
      [conduit("emr", "nowhere"), conduit("emr", "Pacs", undefined, { owner: "" })],
      [exception("SEG-001", "b", { reason: "" }), exception("SEG-001", "a", { reason: "" })],
    );
    const reversed = {
      ...broken,
      segments: [...broken.segments].reverse(),
      conduits: [...broken.conduits].reverse(),
      exceptions: [...broken.exceptions].reverse(),
    };
    expect(validateNetwork(broken, today)).toHaveLength(7);
    expect(JSON.stringify(validateNetwork(reversed, today))).toBe(JSON.stringify(validateNetwork(broken, today)));
  });
});
