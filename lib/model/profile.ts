/**
 * What one type of device needs from the network: the conduits it starts and serves, by role.
 *
 * A role is the other end, named by what it does for the device. A segment that claims a profile must fill every role,
 * and gets exactly the profile's conduits. The module refuses a profile that could not be fulfilled; it does not decide
 * whether the maker's document is right.
 */
import type { Citation } from "./citation";
import { refuse, type Issue } from "./issue";
import { mayReach, type Criticality, type Kind } from "./kind";
import type { Service } from "./service";

/** The other end of a need: what it is and which kinds of segment can be it. */
export interface Role<K extends Kind = Kind> {
  /** `the pump server (drug library, auto-documentation)`. */
  readonly title: string;
  readonly kinds: readonly [K, ...K[]];
}

/** One conduit that the device type needs. */
export interface Need<R extends string = string> {
  readonly role: R;
  /** `starts`: the device opens the connection. `serves`: the role's segment opens it towards the device. */
  readonly direction: "starts" | "serves";
  readonly service: Service;
  readonly reason: string;
  readonly source: Citation;
  /**
   * Name of the service of the need that this one answers with an association back: DICOM storage commitment. The need
   * that is answered starts at the device, towards the same role; this one `serves`.
   *
   * @default - it is not a return association
   */
  readonly returns?: string;
}

/** Kinds of segment that hold devices with a profile. */
export const deviceKinds = ["medical-device", "facility"] as const satisfies readonly Kind[];
/** A kind of segment that holds devices with a profile. */
export type DeviceKind = (typeof deviceKinds)[number];

/** What one type of device needs, and where such devices belong. */
export interface DeviceProfile<
  Roles extends Readonly<Record<string, Role>> = Readonly<Record<string, Role>>,
  In extends DeviceKind = DeviceKind,
> {
  /** Unique; 2–40 lower-case letters, digits and single hyphens. */
  readonly name: string;
  readonly title: string;
  /** The kind of segment that holds such devices; the roles' kinds are judged against it. */
  readonly kind: In;
  readonly criticality: Criticality;
  /** Facts about the device type that decide how it is placed, each with its source. */
  readonly notes: readonly { readonly text: string; readonly source: Citation }[];
  readonly citations: readonly [Citation, ...Citation[]];
  readonly roles: Roles;
  /** Each names one of the roles; {@link defineProfile} sees to it. */
  readonly needs: readonly Need[];
}

/** The role names of a profile. */
export type RoleName<P extends DeviceProfile> = Extract<keyof P["roles"], string>;

/** The kinds that can fill role `R` of profile `P`. */
export type RoleKind<P extends DeviceProfile, R extends RoleName<P>> = P["roles"][R]["kinds"][number];

/**
 * A profile as written, with its role names and kinds kept in the type.
 *
 * @throws {InvalidInput} with everything that would keep a segment from fulfilling it
 */
export function defineProfile<
  const K extends Kind,
  const Roles extends Readonly<Record<string, Role<K>>>,
  const In extends DeviceKind,
>(
  // The names are bound here and not in the interface, which would make profiles of different roles incomparable.
  profile: DeviceProfile<Roles, In> & { readonly needs: readonly Need<Extract<keyof Roles, string>>[] },
): DeviceProfile<Roles, In> {
  refuse(profileIssues(profile));
  return profile;
}

/** A profile of whatever roles: what the checks read of it. */
type AnyProfile = Pick<DeviceProfile, "name" | "kind" | "roles" | "needs">;

function profileIssues(profile: AnyProfile): readonly Issue[] {
  const about = `profile "${profile.name}"`;
  const seen = new Set<string>();
  return [
    ...nameIssues(profile.name),
    ...Object.keys(profile.roles)
      .filter((role) => !profile.needs.some((need) => need.role === role))
      .map((role) => ({ what: `role "${role}" of ${about} has no need`, allowed: "a role that some need names" })),
    ...profile.needs.flatMap((need) => {
      const key = `${need.direction} ${need.service.name} with role "${need.role}"`;
      const twice = seen.has(key) ? [{ what: `${about} ${key} twice`, allowed: "each need once" }] : [];
      seen.add(key);
      return [...twice, ...needIssues(profile, need, about)];
    }),
  ];
}

function nameIssues(name: string): Issue[] {
  if (name.length >= 2 && name.length <= 40 && /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/u.test(name)) return [];
  const allowed = "2–40 lower-case letters, digits and single hyphens, starting with a letter";
  return [{ what: "name of profile is not well formed", received: JSON.stringify(name), allowed }];
}

function needIssues(profile: AnyProfile, need: Need, about: string): Issue[] {
  const role = profile.roles[need.role];
  if (role === undefined) {
    const allowed = Object.keys(profile.roles).join(", ");
    return [{ what: `${about} has no role of this name`, received: `"${need.role}"`, allowed }];
  }
  const forbidden = role.kinds
    .map((kind) => (need.direction === "starts" ? [profile.kind, kind] : [kind, profile.kind]) as [Kind, Kind])
    .filter(([from, to]) => !mayReach(from, to))
    .map(([from, to]) => ({
      what: `role "${need.role}" of ${about} ${need.direction} ${need.service.name} between kinds that may not`,
      received: `${from} to ${to}`,
      allowed: "a pair of the table of kinds",
    }));
  return [...forbidden, ...returnIssues(profile, need, about)];
}

function returnIssues(profile: AnyProfile, need: Need, about: string): Issue[] {
  if (need.returns === undefined) return [];
  const answered = profile.needs.some(
    (each) => each.direction === "starts" && each.role === need.role && each.service.name === need.returns,
  );
  if (need.direction === "serves" && answered) return [];
  return [
    {
      what: `${about}: ${need.service.name} with role "${need.role}" answers nothing`,
      received: `returns "${need.returns}"`,
      allowed: "a need that serves, and returns a service that the device starts towards the same role",
    },
  ];
}
