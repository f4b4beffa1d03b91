/** Ids, ARNs and Regions as AWS writes them, or an attribute of another resource that Terraform alone will know. */
import { Token } from "cdktf";
import { repetitionIssues, type Issue } from "../model";
import { array, kindIssues, received } from "./required";

/** What has an id that begins with a word: `vpc-` and 8 or 17 hexadecimal digits. */
export interface Identified {
  /** As an error names it: `a VPC`. */
  readonly title: string;
  /** What its ids begin with: `vpc`. */
  readonly prefix: string;
}

export const aVpc: Identified = { title: "a VPC", prefix: "vpc" };
export const aSubnet: Identified = { title: "a subnet", prefix: "subnet" };

const topicForm = /^arn:aws(-[a-z]+)*:sns:[a-z0-9-]+:\d{12}:[A-Za-z0-9_-]{1,256}(\.fifo)?$/;
const accountForm = /^\d{12}$/;
/** `us-east-1`, `us-gov-west-1`, `eusc-de-east-1`: no list, so that a new Region needs no new release. */
const regionForm = /^[a-z]{2,4}(-[a-z]+)+-\d$/;

/** Issues of an id. From JavaScript anything may come. */
export function idIssues(what: string, { title, prefix }: Identified, id: unknown): readonly Issue[] {
  if (isOf(new RegExp(`^${prefix}-([0-9a-f]{8}|[0-9a-f]{17})$`), id)) return [];
  return [
    {
      what: `${what} is not the id of ${title}`,
      received: received(id),
      allowed: `${prefix}- and 8 or 17 hexadecimal digits, or another resource's attribute`,
    },
  ];
}

/** Issues of the ARN of an SNS topic. */
export function topicIssues(what: string, arn: unknown): readonly Issue[] {
  if (isOf(topicForm, arn)) return [];
  return [
    {
      what: `${what} is not an SNS topic`,
      received: received(arn),
      allowed: "its ARN, or another resource's attribute",
    },
  ];
}

/** Whether it is the id of an account: 12 digits. */
export function isAccount(id: unknown): boolean {
  return typeof id === "string" && accountForm.test(id);
}

/** Issues of the id of an account that may be another resource's attribute. */
export function accountIssues(what: string, id: unknown): readonly Issue[] {
  if (isOf(accountForm, id)) return [];
  return [
    {
      what: `${what} is not the id of an account`,
      received: received(id),
      allowed: "12 digits, or another resource's attribute",
    },
  ];
}

/** Issues of the name of a Region. */
export function regionIssues(what: string, region: unknown): readonly Issue[] {
  if (isOf(regionForm, region)) return [];
  return [
    {
      what: `${what} is not a Region`,
      received: received(region),
      allowed: 'the name of one such as "us-east-1", or another resource\'s attribute',
    },
  ];
}

/** Issues of a list that is given: of each of its parts, of one that is there twice, and of none at all. */
export function listIssues(
  what: string,
  list: readonly unknown[] | undefined,
  partIssues: (what: string, part: unknown) => readonly Issue[],
): readonly Issue[] {
  if (list === undefined) return [];
  if (!Array.isArray(list)) return kindIssues(what, list, aList);
  if (list.length === 0) return [{ what: `${what} are none`, received: "[]", allowed: aList.allowed }];
  const wrong = list.flatMap((part: unknown) => partIssues(`one of the ${what}`, part));
  return wrong.length > 0 ? wrong : repetitionIssues(what, list as readonly string[]);
}

const aList = array("a list with at least one");

function isOf(form: RegExp, value: unknown): boolean {
  return typeof value === "string" && (Token.isUnresolved(value) || form.test(value));
}
