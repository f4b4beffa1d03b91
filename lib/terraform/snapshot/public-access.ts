/** The blocking of public access in a snapshot, and what is excluded from it; AWS may be about to change either. */
import { isArray, objectsIn, own, ownText, type Json, type JsonObject } from "../intake/value";
import type { KnownResource } from "../world/state-unit";
import { refusals } from "./gaps";
import { resource, text } from "./translate";

const exclusionsCall = "DescribeVpcBlockPublicAccessExclusions";

/** Unknown when AWS did not tell it, is changing it, or did not tell the exclusions of a block that is on. */
export function publicAccess(json: JsonObject): readonly KnownResource[] {
  const refused = refusals(json);
  const options = own(json, "VpcBlockPublicAccessOptions");
  const isDone = done.has(own(options, "State"));
  const told = isDone ? (own(options, "InternetGatewayBlockMode") ?? null) : null;
  const isWhole = isArray(own(json, "VpcBlockPublicAccessExclusions")) && !refused.has(exclusionsCall);
  const mode = told === "off" || isWhole ? told : null;
  return [
    resource("aws_vpc_block_public_access_options", "block-public-access", {
      internet_gateway_block_mode: mode,
      region: own(options, "AwsRegion") ?? null,
    }),
  ];
}

/** AWS lists those that are deleted for a while, and those that it could not make. */
export function exclusions(json: JsonObject): readonly KnownResource[] {
  return objectsIn(own(json, "VpcBlockPublicAccessExclusions")).flatMap((one): readonly KnownResource[] => {
    const state = own(one, "State");
    if (gone.has(state)) return [];
    const id = text(one, "ExclusionId");
    const isDone = done.has(state);
    const arn = text(one, "ResourceArn");
    const of = arn.slice(arn.lastIndexOf("/") + 1);
    const exclusion = resource("aws_vpc_block_public_access_exclusion", id, {
      vpc_id: of.startsWith("vpc-") ? of : null,
      subnet_id: of.startsWith("subnet-") ? of : null,
      internet_gateway_exclusion_mode: isDone ? (own(one, "InternetGatewayExclusionMode") ?? null) : null,
    });
    if (isDone) return [exclusion];
    const detail = `the exclusion is in state ${ownText(one, "State") ?? "unknown"}`;
    return [{ ...exclusion, doubt: { kind: "outside", at: id, detail } }];
  });
}

/** States of what is as it is told (EC2 API reference, `VpcBlockPublicAccessOptions` and `VpcBlockPublicAccessExclusion`). */
const done: ReadonlySet<Json | undefined> = new Set(["default-state", "create-complete", "update-complete"]);

/** States of an exclusion that counts for nothing. */
const gone: ReadonlySet<Json | undefined> = new Set(["create-failed", "delete-complete", "disable-complete"]);
