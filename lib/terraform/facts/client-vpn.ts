/** AWS Client VPN: people connect from anywhere and come out of an interface in a subnet, with that interface's address. */
import type { Block, Carried, Fact, Link, UnknownReason, Value } from "./value";

export interface ClientVpn extends Fact {
  /** What clients are given. It is translated on the way out, so that no filter in AWS sees it. */
  readonly clients: readonly Block[];
  /** Of its interfaces; none named means the default group of their VPC. */
  readonly groups: readonly Link[];
  /** @default - `groups` is complete */
  readonly moreGroups?: UnknownReason;
  /**
   * What it carries for its clients.
   *
   * @default - IPv4 alone
   */
  readonly carries?: Value<Carried>;
}

/** Some clients may go to these addresses. Who they are is not kept. */
export interface ClientVpnAuthorization extends Fact {
  readonly endpoint: Link;
  readonly to: Block;
}

/** To these addresses by the interface in this subnet. The route to the interface's own VPC is never listed. */
export interface ClientVpnRoute extends Fact {
  readonly endpoint: Link;
  readonly to: Block;
  readonly subnet: Link;
}
