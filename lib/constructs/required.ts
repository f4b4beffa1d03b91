/**
 * Required properties that an author in JavaScript left out.
 *
 * The compiler asks for each; without it `undefined` would be a bare TypeError, or worse: a security group that names no VPC is
 * made in the account's default one.
 */
import type { Construct } from "constructs";
import { kinds, refuse, type Issue } from "../model";
import type { NetworkHome } from "./segment-props";

/** What a required property is. */
export interface Need {
  readonly allowed: string;
  readonly is: (value: unknown) => boolean;
}

/** A text, be it one that only Terraform will know. */
export function text(allowed: string): Need {
  return { allowed, is: (value) => typeof value === "string" };
}

export function number(allowed: string): Need {
  return { allowed, is: (value) => typeof value === "number" };
}

export function array(allowed: string): Need {
  return { allowed, is: Array.isArray };
}

export function callable(allowed: string): Need {
  return { allowed, is: (value) => typeof value === "function" };
}

/** What is looked at more closely elsewhere, missing or not. */
export const checkedElsewhere: Need = { allowed: "", is: () => true };

/** An object with at least these members. */
export function having(allowed: string, ...members: readonly string[]): Need {
  return { allowed, is: (value) => isObject(value) && members.every((member) => value[member] !== undefined) };
}

type RequiredKeys<P> = { [K in keyof P]-?: Partial<Pick<P, K>> extends Pick<P, K> ? never : K }[keyof P];

/** Every property that a construct cannot do without, and no other: the compiler asks for each. */
export type Needs<P> = Readonly<Record<RequiredKeys<P> & string, Need>>;

/**
 * @param where - the construct's path
 * @param of - what it is, in words
 * @throws {InvalidInput} with every required property that is missing or of another kind
 */
export function checkRequired<P>(where: string, of: string, props: P, needs: Needs<P>): void {
  const given: unknown = props;
  const values = isObject(given) ? given : {};
  const { name } = values;
  const called = typeof name === "string" && name !== "" ? `${of} ${JSON.stringify(name)}` : of;
  refuse(
    Object.entries<Need>(needs).flatMap(([property, { allowed, is }]): readonly Issue[] => {
      const value = values[property];
      if (is(value)) return [];
      if (value === undefined || value === null)
        return [{ what: `${property} of ${called} is missing`, allowed, where }];
      return [{ what: `${property} of ${called} is not one`, received: received(value), allowed, where }];
    }),
  );
}

/** Issues of an optional property that is given, and is of another kind: `null` is none. */
export function kindIssues(what: string, value: unknown, { is, allowed }: Need): readonly Issue[] {
  return value === undefined || is(value) ? [] : [{ what: `${what} is not one`, received: received(value), allowed }];
}

/** Details that were left out altogether: each of their fields is reported as missing. */
export function given<T extends object>(details: T | undefined): T {
  return details ?? ({} as T);
}

/** The network that a segment or a site is of, before anything of it is built. */
export function homeOf(
  scope: Construct,
  of: string,
  name: string,
  props: { readonly network: NetworkHome },
): NetworkHome {
  const needs = { network: networkNeed };
  checkRequired(`${scope.node.path}/${name}`, `${of} ${JSON.stringify(name)}`, props, needs);
  return props.network;
}

export const networkNeed = having("a HospitalNetwork", "declaration");
export const vpcNeed: Need = {
  allowed: "the id of a VPC: vpc.id",
  is: (value) => typeof value === "string" && value !== "",
};
export const nameNeed = text("a name: what its resources are called by");

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return (typeof value === "object" && value !== null) || typeof value === "function";
}

/** A value of any type, as an error shows it. */
export function received(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(received).join(", ")}]`;
  return isObject(value) ? "an object of another kind" : String(value);
}

/** What every network needs, whatever it is for. */
export const networkNeeds = {
  name: nameNeed,
  cidr: text('a private block such as "10.40.0.0/16"'),
  availabilityZones: array('zones of one Region such as ["us-east-1a", "us-east-1b"]: at least one'),
  addressPlan: having('AddressPlan.lockedIn("address-plan.lock.json"), or AddressPlan.inMemory() in tests', "lock"),
  owner: text("who answers for it: one line of 1–100 characters"),
} as const;

export const kindNeed: Need = { allowed: kinds.join(", "), is: (value) => kinds.some((kind) => kind === value) };
