/** Tags: what an operator reads in the console. Keys of Cordon start with `cordon:`. */
import { carrierTags, refuse, type Issue, type SegmentDefinition } from "../model";

/** Tags by key. */
export type Tags = Readonly<Record<string, string>>;

/** Limits: AWS tagging rules (key 1–128, value 0–256 characters, 50 tags on a resource, no key starting `aws:`). */
const limits = { key: 128, value: 256, count: 50 };
const reserved = 10;
const allowedText = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;

/**
 * Checks the tags that a user adds to everything.
 *
 * @throws {InvalidInput} naming every tag that AWS would refuse or that would hide one of Cordon's own
 */
export function checkTags(tags: Tags, where: string): Tags {
  const issues: Issue[] = [];
  for (const [key, value] of Object.entries(tags)) {
    if (key.length < 1 || key.length > limits.key || !allowedText.test(key)) {
      issues.push({
        what: "tag key is not one AWS accepts",
        received: `"${key}"`,
        allowed: "1–128 letters, digits, spaces and _.:/=+-@",
        where,
      });
    } else if (/^(aws|cordon):/i.test(key) || key === "Name") {
      issues.push({
        what: "tag key is taken",
        received: `"${key}"`,
        allowed: 'any key other than "Name", "aws:…" and "cordon:…"',
        where,
      });
    }
    if (typeof value !== "string" || value.length > limits.value || !allowedText.test(value)) {
      issues.push({
        what: `value of tag "${key}" is not one AWS accepts`,
        received: JSON.stringify(value),
        allowed: "up to 256 letters, digits, spaces and _.:/=+-@",
        where,
      });
    }
  }
  const count = Object.keys(tags).length;
  if (count > limits.count - reserved) {
    issues.push({
      what: "too many tags",
      received: String(count),
      allowed: `up to ${String(limits.count - reserved)}, as Cordon adds its own`,
      where,
    });
  }
  refuse(issues);
  return tags;
}

/** The tags of everything that carries a segment. */
export function segmentTags(network: string, segment: SegmentDefinition, extra: Tags): Tags {
  return {
    ...extra,
    [carrierTags.network]: network,
    [carrierTags.segment]: segment.name,
    "cordon:kind": segment.kind,
    "cordon:criticality": segment.criticality,
    "cordon:owner": segment.owner,
    "cordon:data-class": segment.dataClass,
  };
}
