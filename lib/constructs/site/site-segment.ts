/** A segment at a site: a VLAN of a hospital campus, known to AWS by its blocks and reached through the site's tunnels. */
import type { Construct } from "constructs";
import type { DeviceProfile, Kind } from "../../model";
import { OutsideSegment } from "../outside-segment";
import type { MemberProps, NetworkHome } from "../segment-props";

/** A site, as its segments need it. */
export interface SiteHome extends NetworkHome {
  readonly name: string;
}

/** What a segment at a site can be given. */
export interface SiteSegmentProps<P extends DeviceProfile = DeviceProfile> extends MemberProps<P> {
  /** Its block at the site, private IPv4: `172.20.8.0/22`. */
  readonly cidr: string;
  /**
   * Further blocks of it.
   *
   * @default - none
   */
  readonly moreCidrs?: readonly string[];
  /**
   * Its VLAN at the site, 1–4094.
   *
   * @default - not recorded
   */
  readonly vlan?: number;
}

/**
 * Conduits with it get rules and ACL entries for its exact blocks at the AWS end, and each segment at that end a route to
 * those blocks. At the site itself Cordon builds nothing: `cordon site-kit` writes the allow list for the site's own devices.
 */
export class SiteSegment<K extends Kind = Kind, P extends DeviceProfile = DeviceProfile> extends OutsideSegment<K, P> {
  /** @internal */
  public constructor(site: Construct & SiteHome, name: string, props: SiteSegmentProps<P> & { readonly kind: K }) {
    const { cidr, moreCidrs = [], vlan, ...member } = props;
    super(site, name, {
      ...member,
      cidrs: [cidr, ...moreCidrs],
      network: site,
      at: { site: site.name, ...(vlan === undefined ? {} : { vlan }) },
    });
  }
}
