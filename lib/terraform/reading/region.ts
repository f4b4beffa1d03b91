/** The Region that a value of a state tells. */
import { textOf } from "../expression/access";
import type { Sym } from "../expression/sym";

/** That of an object of EC2, by its ARN; others may be in none. */
export function regionInArn(arn: Sym | undefined): string | undefined {
  const text = arn === undefined ? undefined : textOf(arn);
  return text === undefined ? undefined : /^arn:[^:]*:ec2:([a-z0-9-]+):/.exec(text)?.[1];
}

/** That of an availability zone. */
export function regionInZone(zone: Sym | undefined): string | undefined {
  const text = zone === undefined ? undefined : textOf(zone);
  return text === undefined ? undefined : /^([a-z]+(?:-[a-z]+)+-[0-9]+)[a-z]$/.exec(text)?.[1];
}
