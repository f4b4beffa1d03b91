/**
 * The traffic that any machine needs to live on a network, by port, whatever the service is called.
 *
 * Ports: IANA service names registry (domain, bootps, bootpc, ntp, syslog, syslog-tls).
 */
import type { Service } from "../service";
import { Transport } from "../traffic/transport";

const dns = Transport.ports("udp", 53, 53).union(Transport.ports("tcp", 53, 53));
const dhcp = Transport.ports("udp", 67, 68);
const ntp = Transport.ports("udp", 123, 123);
const syslog = Transport.ports("udp", 514, 514).union(Transport.ports("tcp", 6514, 6514));

/** DNS, DHCP and NTP. */
export const nameAddressAndTime = dns.union(dhcp).union(ntp);

/** The same with syslog: what a jump host needs before any vendor has logged on. */
export const nameAddressTimeAndLog = nameAddressAndTime.union(syslog);

/** Whether a service is wholly within `traffic`. */
export function isWithin(service: Service, traffic: Transport): boolean {
  return traffic.contains(Transport.ofService(service.transport));
}

/** Whether a service shares anything with `traffic`. */
export function touches(service: Service, traffic: Transport): boolean {
  return traffic.overlaps(Transport.ofService(service.transport));
}
