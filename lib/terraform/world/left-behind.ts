/**
 * What stays in AWS, as it is, though a plan says that it is destroyed: the provider forgets it and leaves it alone.
 *
 * Sources: the AWS provider's own pages. `aws_default_security_group`, `aws_default_network_acl`, `aws_default_route_table`: "Removing
 * this resource from your configuration will remove it from your statefile and management, but will not destroy" it.
 * `aws_default_vpc`, `aws_default_subnet`: the same, unless `force_destroy`. `aws_lambda_function` and others: `skip_destroy`.
 */
import { own, type Json } from "../intake/value";

/** What AWS made along with a VPC, and what tells which one a resource adopts. */
const ofVpcs: ReadonlyMap<string, string> = new Map([
  ["aws_default_security_group", "vpc_id"],
  ["aws_default_network_acl", "default_network_acl_id"],
  ["aws_default_route_table", "default_route_table_id"],
]);

const unlessForced: ReadonlyMap<string, string> = new Map([
  ["aws_default_vpc", "region"],
  ["aws_default_subnet", "availability_zone"],
]);

/**
 * Whether an object is there still, as it was, when it was destroyed.
 *
 * @param after - what takes its place, which may be the same object
 * @param destroyed - ids of VPCs that the plan destroys: what AWS made along with one goes with it
 */
export function isLeftBehind(
  type: string,
  before: Json | undefined,
  after: Json | undefined,
  destroyed: ReadonlySet<Json>,
): boolean {
  const name = ofVpcs.get(type) ?? unlessForced.get(type);
  if (name === undefined) return own(before, "skip_destroy") === true;
  if (typeof after === "object" && after !== null && own(after, name) === own(before, name)) return false;
  if (unlessForced.has(type)) return own(before, "force_destroy") !== true;
  const vpc = own(before, "vpc_id");
  return vpc === undefined || !destroyed.has(vpc);
}
