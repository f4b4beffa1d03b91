/** From the properties of a segment to its definition in the model, with what is wrong in them. */
import type { Construct } from "constructs";
import {
  CalendarDate,
  compareText,
  internet,
  nameIssues,
  refuse,
  type Criticality,
  type DeviceProfile,
  type Issue,
  type Kind,
  type SegmentDefinition,
} from "../model";
import type { Declaration } from "./declaration";
import { kindDefaults } from "./kind-defaults";
import { egressRoom, transitRoom } from "./rooms";
import type { MemberProps, NetworkHome } from "./segment-props";

/**
 * `name`, when a new segment can have it. Asked before the construct exists, so that the error is Cordon's own.
 *
 * @throws {InvalidInput} when it is malformed, taken, or one of Cordon's own
 */
export function admitName(home: NetworkHome, scope: Construct, name: string): string {
  const network = home.declaration.props.name;
  const where = `${scope.node.path}/${name}`;
  const own = [internet, egressRoom, transitRoom];
  const issues: Issue[] = [...nameIssues(`name of a segment of network "${network}"`, name)];
  if (home.declaration.segment(name) !== undefined) {
    issues.push({
      what: `network "${network}" has a segment of this name already`,
      received: `"${name}"`,
      allowed: "a name of its own for each segment",
    });
  } else if (own.includes(name) || scope.node.tryFindChild(name) !== undefined) {
    issues.push({
      what: `the name of a segment of network "${network}" is taken by something that is no segment`,
      received: `"${name}"`,
      allowed: "another name",
    });
  }
  if (home.declaration.inspection !== undefined) {
    issues.push({
      what: `segment "${name}" is put into "${network}", which inspects what others send out`,
      allowed: "a HospitalNetwork; nothing but the firewall and the NAT gateways is in an inspection VPC",
    });
  }
  refuse(issues.map((issue) => ({ ...issue, where })));
  return name;
}

export function profilesOf<P extends DeviceProfile>(props: MemberProps<P>): readonly P[] {
  if (props.profile === undefined) return [];
  const list = Array.isArray(props.profile) ? (props.profile as readonly P[]) : [props.profile as P];
  // Where two need the same conduit, the first one's reason stands: by name, not by who was written first.
  return [...list].sort((a, b) => compareText(a.name, b.name));
}

/** A segment's definition from its properties, with what is wrong in them. */
export function defineMember<K extends Kind, P extends DeviceProfile>(
  declaration: Declaration,
  name: string,
  kind: K,
  props: MemberProps<P>,
  placement: SegmentDefinition["placement"],
): { readonly definition: SegmentDefinition<K>; readonly issues: Issue[] } {
  const issues: Issue[] = [];
  const profiles = profilesOf(props);
  for (const profile of profiles) {
    if (profile.kind !== kind)
      issues.push({
        what: `device profile "${profile.name}" does not fit segment "${name}"`,
        received: `a segment of kind ${kind}`,
        allowed: profile.kind,
      });
  }
  let endOfSupport: CalendarDate | undefined;
  if (props.endOfSupport !== undefined) {
    const parsed = CalendarDate.parse(props.endOfSupport);
    if (parsed.ok) endOfSupport = parsed.value;
    else issues.push({ ...parsed.issue, what: `end of support of segment "${name}": ${parsed.issue.what}` });
  }
  const definition: SegmentDefinition<K> = {
    name,
    kind,
    criticality: props.criticality ?? highest(profiles) ?? kindDefaults[kind].criticality,
    owner: props.owner ?? declaration.props.owner,
    dataClass: props.dataClass ?? kindDefaults[kind].dataClass,
    placement,
    clientSystem: props.clientSystem ?? "any",
    internet: "none",
    profiles: profiles.map((profile) => profile.name).sort(),
    redundancyGroup: props.redundancyGroup,
    traits: [...(props.traits ?? [])].sort(),
    endOfSupport,
  };
  return { definition, issues };
}

function highest(profiles: readonly DeviceProfile[]): Criticality | undefined {
  const order: readonly Criticality[] = ["life-critical", "high", "medium", "non-clinical"];
  return order.find((criticality) => profiles.some((profile) => profile.criticality === criticality));
}
