/** The log of a network's tunnels, encrypted with a key of its own. */
import type { Construct } from "constructs";
import { EncryptedLogs, type EncryptedLogsProps } from "../encrypted-logs";
import { checkRequired, nameNeed } from "../required";

/** What the log of tunnels is told; one for a network. */
export type VpnLogsProps = EncryptedLogsProps;

/** A log group for the tunnels of a network and the key that encrypts it. */
export class VpnLogs extends EncryptedLogs {
  public constructor(scope: Construct, id: string, props: VpnLogsProps) {
    checkRequired(`${scope.node.path}/${id}`, "VPN logs", props, { name: nameNeed });
    const description = `Logs of the VPN tunnels of network ${props.name}`;
    super(scope, id, { title: "VPN logs", key: "vpn", description }, props);
  }
}
