/** What every segment can do, wherever its machines are: start conduits, and get those of its device profiles. */
import { Construct } from "constructs";
import {
  InvalidInput,
  type ConduitDefinition,
  type DeviceProfile,
  type Kind,
  type MayReach,
  type Need,
  type SegmentDefinition,
  type Service,
} from "../model";
import { connect, connectAll, type ConnectRequest } from "./connect";
import type { Declaration } from "./declaration";
import type { ConduitDetails, ConduitEnd, FulfilDetails, RoleFillers } from "./ends";
import type { SegmentSecurityGroup } from "./security-group";

/** A segment of kind `K` whose devices have the profiles `P`. */
export abstract class Member<K extends Kind = Kind, P extends DeviceProfile = DeviceProfile>
  extends Construct
  implements ConduitEnd<K>
{
  public abstract readonly name: string;
  public abstract readonly kind: K;
  /** @internal */
  public abstract readonly declaration: Declaration;
  /** @internal */
  public abstract readonly definition: SegmentDefinition<K>;
  /** @internal */
  public abstract readonly group: SegmentSecurityGroup | undefined;
  protected abstract readonly profiles: readonly P[];

  /**
   * Declares that this segment may open connections to another for one service or several, and builds exactly that: a
   * security-group rule at each end for each service, and the network ACL entries both ways.
   *
   * @throws {InvalidInput} when the pair of kinds is forbidden, the other end is this segment or in another network, the
   * conduit is declared already, or a detail is missing or wrong
   */
  public allowTo<To extends Kind>(
    to: ConduitEnd<To> & MayReach<K, To>,
    services: Service | readonly Service[],
    details: ConduitDetails,
  ): readonly ConduitDefinition[] {
    return connect(this.declaration, { from: this, to: to, services: listOf(services), details });
  }

  /**
   * Declares that the machines of this segment may open connections to each other. Security groups keep them apart
   * otherwise; between medical devices it needs an acknowledged exception to SEG-004.
   */
  public allowWithin(services: Service | readonly Service[], details: ConduitDetails): readonly ConduitDefinition[] {
    return connect(this.declaration, { from: this, to: this, within: true, services: listOf(services), details });
  }

  /**
   * Declares exactly the conduits that the segment's device profiles need, with the segments that fill the roles.
   *
   * @throws {InvalidInput} when the segment has no profile, a role is not filled, or a segment of the wrong kind fills it
   */
  public fulfil(roles: RoleFillers<P>, details: FulfilDetails = {}): readonly ConduitDefinition[] {
    if (this.profiles.length === 0) {
      throw new InvalidInput([
        {
          what: `segment "${this.name}" has no device profile to fulfil`,
          allowed: "a segment created with `profile`",
          where: this.node.path,
        },
      ]);
    }
    const fillers = roles as Readonly<Record<string, ConduitEnd | undefined>>;
    const wanted = this.profiles.flatMap((profile) => profile.needs.map((need) => ({ profile, need })));
    this.refuseUnfilled(fillers);
    const seen = new Set<string>();
    const requests = wanted.flatMap(({ profile, need }) => {
      const filler = fillers[need.role] as ConduitEnd;
      // Two profiles of a mixed segment may need the same conduit: it is built once.
      const key = `${need.direction} ${filler.name} ${need.service.name}`;
      if (seen.has(key)) return [];
      seen.add(key);
      return [this.requestFor(profile, need, filler, details)];
    });
    return connectAll(this.declaration, requests);
  }

  private requestFor(profile: DeviceProfile, need: Need, filler: ConduitEnd, details: FulfilDetails): ConnectRequest {
    const [from, to] = need.direction === "starts" ? [this, filler] : [filler, this];
    return {
      from,
      to,
      services: [need.service],
      profile: profile.name,
      ...(need.returns === undefined ? {} : { returnsService: need.returns }),
      details: { owner: this.definition.owner, ...details, reason: details.reason ?? need.reason, source: need.source },
    };
  }

  private refuseUnfilled(fillers: Readonly<Record<string, ConduitEnd | undefined>>): void {
    const issues = this.profiles.flatMap((profile) =>
      Object.entries(profile.roles).flatMap(([role, { title, kinds }]) => {
        const filler = fillers[role];
        const about = `role "${role}" (${title}) of profile "${profile.name}" in segment "${this.name}"`;
        if (filler === undefined) {
          return [
            {
              what: `${about} is not filled`,
              allowed: `a segment of kind ${kinds.join(" or ")}`,
              where: this.node.path,
            },
          ];
        }
        if (!(kinds as readonly Kind[]).includes(filler.kind)) {
          return [
            {
              what: `${about} cannot be filled by this segment`,
              received: `"${filler.name}" of kind ${filler.kind}`,
              allowed: `kind ${kinds.join(" or ")}`,
              where: this.node.path,
            },
          ];
        }
        return [];
      }),
    );
    const known = new Set(this.profiles.flatMap((profile) => Object.keys(profile.roles)));
    for (const role of Object.keys(fillers)) {
      if (!known.has(role)) {
        issues.push({
          what: `segment "${this.name}" has no role "${role}" to fill`,
          allowed: [...known].sort().join(", "),
          where: this.node.path,
        });
      }
    }
    const [first, ...rest] = issues;
    if (first !== undefined) throw new InvalidInput([first, ...rest]);
  }
}

function listOf(services: Service | readonly Service[]): readonly Service[] {
  return Array.isArray(services) ? (services as readonly Service[]) : [services as Service];
}
