/**
 * What one type of device needs from the network: the conduits it starts and serves, by role.
 *
 * A role is the other end, named by what it does for the device. A segment that claims a profile must fill every role,
 * and gets exactly the profile's conduits.
 */
import type { Citation } from "./citation";
import type { Criticality, Kind } from "./kind";
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
  /** Name of the service of the need that this one answers with an association back (`serves` only). */
  readonly returns?: string;
}

export interface DeviceProfile<Roles extends Readonly<Record<string, Role>> = Readonly<Record<string, Role>>> {
  /** Unique; lower-case letters, digits and hyphens. */
  readonly name: string;
  readonly title: string;
  readonly criticality: Criticality;
  /** Facts about the device type that decide how it is placed, each with its source. */
  readonly notes: readonly { readonly text: string; readonly source: Citation }[];
  readonly citations: readonly [Citation, ...Citation[]];
  readonly roles: Roles;
  readonly needs: readonly Need<Extract<keyof Roles, string>>[];
}

/** The role names of a profile. */
export type RoleName<P extends DeviceProfile> = Extract<keyof P["roles"], string>;

/** The kinds that can fill role `R` of profile `P`. */
export type RoleKind<P extends DeviceProfile, R extends RoleName<P>> = P["roles"][R]["kinds"][number];

/** A profile as written, with its role names and kinds kept in the type. */
export function defineProfile<
  const K extends Kind,
  const Roles extends Readonly<Record<string, Role<K>>>,
>(profile: DeviceProfile<Roles>): DeviceProfile<Roles> {
  return profile;
}
