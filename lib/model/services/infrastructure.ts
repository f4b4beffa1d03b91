/** What every segment may need: time, names, addresses, logs, directory, network access, and the paths between sites. */
import { fixed, registered } from "./entry";

const time = {
  ntp: registered("ntp", "udp", 123, { name: "ntp", title: "Network time" }),
  /** Hands out the keys; the time itself still travels on NTP's port, so it is not a sibling of it. */
  ntsKe: registered("ntske", "tcp", 4460, {
    name: "nts-ke",
    title: "Network Time Security key establishment",
    encrypted: true,
  }),
  /** Multicast by default, and exact only when every hop takes part: stays in its segment. */
  ptpEvent: registered("ptp-event", "udp", 319, {
    name: "ptp-event",
    title: "PTP event messages",
    reach: "local-only",
  }),
  /** As above. */
  ptpGeneral: registered("ptp-general", "udp", 320, {
    name: "ptp-general",
    title: "PTP general messages",
    reach: "local-only",
  }),
} as const;

const names = {
  dns: registered("domain", "udp", 53, { name: "dns", title: "DNS", tlsSibling: "dns-tls" }),
  dnsTcp: registered("domain", "tcp", 53, { name: "dns-tcp", title: "DNS over TCP", tlsSibling: "dns-tls" }),
  dnsTls: registered("domain-s", "tcp", 853, { name: "dns-tls", title: "DNS over TLS", encrypted: true }),
  /** Starts with a broadcast; a relay on the premises carries it further. Server and client port in one run. */
  dhcp: registered("bootps and bootpc", "udp", [67, 68], { name: "dhcp", title: "DHCP", reach: "local-only" }),
  /** Starts with a multicast on the link. */
  dhcpv6: registered("dhcpv6-client and dhcpv6-server", "udp", [546, 547], {
    name: "dhcpv6",
    title: "DHCPv6",
    reach: "local-only",
  }),
} as const;

const logs = {
  syslog: registered("syslog", "udp", 514, { name: "syslog", title: "Syslog over UDP", tlsSibling: "syslog-tls" }),
  syslogReliable: registered("syslog-conn", "tcp", 601, {
    name: "syslog-reliable",
    title: "Reliable syslog",
    tlsSibling: "syslog-tls",
  }),
  syslogReliableUdp: registered("syslog-conn", "udp", 601, {
    name: "syslog-reliable-udp",
    title: "Syslog on the reliable-syslog port over UDP",
    tlsSibling: "syslog-tls",
  }),
  syslogTls: registered("syslog-tls", "tcp", 6514, { name: "syslog-tls", title: "Syslog over TLS", encrypted: true }),
  syslogDtls: registered("syslog-tls", "udp", 6514, {
    name: "syslog-dtls",
    title: "Syslog over DTLS",
    encrypted: true,
  }),
} as const;

const directory = {
  ldap: registered("ldap", "tcp", 389, { name: "ldap", title: "LDAP", tlsSibling: "ldaps" }),
  ldaps: registered("ldaps", "tcp", 636, { name: "ldaps", title: "LDAP over TLS", encrypted: true }),
  globalCatalog: registered("msft-gc", "tcp", 3268, {
    name: "global-catalog",
    title: "Active Directory global catalogue",
    tlsSibling: "global-catalog-tls",
  }),
  globalCatalogTls: registered("msft-gc-ssl", "tcp", 3269, {
    name: "global-catalog-tls",
    title: "Active Directory global catalogue over TLS",
    encrypted: true,
  }),
  kerberos: registered("kerberos", "tcp", 88, { name: "kerberos", title: "Kerberos" }),
  kerberosUdp: registered("kerberos", "udp", 88, { name: "kerberos-udp", title: "Kerberos over UDP" }),
  kpasswd: registered("kpasswd", "tcp", 464, { name: "kpasswd", title: "Kerberos password change" }),
  kpasswdUdp: registered("kpasswd", "udp", 464, { name: "kpasswd-udp", title: "Kerberos password change over UDP" }),
  rpcEndpointMapper: registered("epmap", "tcp", 135, { name: "rpc-endpoint-mapper", title: "DCE RPC endpoint mapper" }),
  /** SMB 3 can encrypt, SMB 1 cannot, and the port is the same: it does not count as encrypted. */
  smb: registered("microsoft-ds", "tcp", 445, { name: "smb", title: "SMB file sharing" }),
  netbiosSession: registered("netbios-ssn", "tcp", 139, { name: "netbios-session", title: "SMB over NetBIOS" }),
} as const;

const access = {
  radius: registered("radius", "udp", 1812, {
    name: "radius",
    title: "RADIUS authentication",
    tlsSibling: "radsec",
  }),
  radiusAccounting: registered("radius-acct", "udp", 1813, {
    name: "radius-accounting",
    title: "RADIUS accounting",
    tlsSibling: "radsec",
  }),
  radsec: registered("radsec", "tcp", 2083, { name: "radsec", title: "RADIUS over TLS", encrypted: true }),
  /** Started by the server towards the switch: what cuts a device off. */
  radiusCoa: registered("radius-dynauth", "udp", 3799, {
    name: "radius-coa",
    title: "RADIUS change of authorization",
  }),
} as const;

const paths = {
  ike: registered("isakmp", "udp", 500, { name: "ike", title: "IKE", encrypted: true }),
  ipsecNatT: registered("ipsec-nat-t", "udp", 4500, {
    name: "ipsec-nat-t",
    title: "IPsec through address translation",
    encrypted: true,
  }),
  esp: fixed(
    "iana",
    { source: "IANA protocol numbers registry", at: "50, ESP" },
    { protocol: "other", number: 50 },
    { name: "esp", title: "IPsec ESP", encrypted: true },
  ),
  bgp: registered("bgp", "tcp", 179, { name: "bgp", title: "BGP" }),
} as const;

/** Infrastructure protocols. */
export const infrastructure = { ...time, ...names, ...logs, ...directory, ...access, ...paths } as const;
