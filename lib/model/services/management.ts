/** Web, file transfer, remote access, monitoring, messaging, voice and printing. */
import { fixed, registered } from "./entry";

const remote = {
  http: registered("http", "tcp", 80, { name: "http", title: "HTTP", tlsSibling: "https" }),
  https: registered("https", "tcp", 443, { name: "https", title: "HTTPS", encrypted: true }),
  ssh: registered("ssh", "tcp", 22, { name: "ssh", title: "SSH (also SFTP)", encrypted: true }),
  telnet: registered("telnet", "tcp", 23, { name: "telnet", title: "Telnet", tlsSibling: "ssh" }),
  /** The control connection only: each transfer opens another on a port of the server's choice. */
  ftp: registered("ftp", "tcp", 21, { name: "ftp", title: "FTP control" }),
} as const;

/** SNMPv3 can encrypt on the same ports as the older versions, so those do not count as encrypted. */
const monitoring = {
  snmp: registered("snmp", "udp", 161, { name: "snmp", title: "SNMP poll", tlsSibling: "snmp-dtls" }),
  snmpTrap: registered("snmptrap", "udp", 162, {
    name: "snmp-trap",
    title: "SNMP trap",
    tlsSibling: "snmp-dtls-trap",
  }),
  snmpTls: registered("snmptls", "tcp", 10161, { name: "snmp-tls", title: "SNMP poll over TLS", encrypted: true }),
  snmpTlsTrap: registered("snmptls-trap", "tcp", 10162, {
    name: "snmp-tls-trap",
    title: "SNMP trap over TLS",
    encrypted: true,
  }),
  snmpDtls: registered("snmpdtls", "udp", 10161, {
    name: "snmp-dtls",
    title: "SNMP poll over DTLS",
    encrypted: true,
  }),
  snmpDtlsTrap: registered("snmpdtls-trap", "udp", 10162, {
    name: "snmp-dtls-trap",
    title: "SNMP trap over DTLS",
    encrypted: true,
  }),
  icmpEcho: fixed(
    "standard",
    { source: "RFC 792", at: "echo message: type 8, code 0" },
    { protocol: "icmp", type: 8, code: 0 },
    { name: "icmp-echo", title: "Ping" },
  ),
  icmpv6Echo: fixed(
    "standard",
    { source: "RFC 4443", at: "section 4.1: type 128, code 0" },
    { protocol: "icmpv6", type: 128, code: 0 },
    { name: "icmpv6-echo", title: "Ping over IPv6" },
  ),
  /** Multicast on the link. */
  ssdp: registered("ssdp", "udp", 1900, { name: "ssdp", title: "SSDP discovery", reach: "local-only" }),
} as const;

const messaging = {
  mqtt: registered("mqtt", "tcp", 1883, { name: "mqtt", title: "MQTT", tlsSibling: "mqtt-tls" }),
  mqttTls: registered("secure-mqtt", "tcp", 8883, { name: "mqtt-tls", title: "MQTT over TLS", encrypted: true }),
  amqps: registered("amqps", "tcp", 5671, { name: "amqps", title: "AMQP over TLS", encrypted: true }),
} as const;

const voice = {
  sip: registered("sip", "udp", 5060, { name: "sip", title: "SIP over UDP", tlsSibling: "sips" }),
  sipTcp: registered("sip", "tcp", 5060, { name: "sip-tcp", title: "SIP over TCP", tlsSibling: "sips" }),
  sips: registered("sips", "tcp", 5061, { name: "sips", title: "SIP over TLS", encrypted: true }),
  /** The registered pair only; the range that a call negotiates is the maker's and comes with `siteService`. */
  rtp: registered("avt-profile-1 and avt-profile-2", "udp", [5004, 5005], {
    name: "rtp",
    title: "RTP media and control",
  }),
} as const;

const printing = {
  printRaw: registered("pdl-datastream", "tcp", 9100, { name: "print-raw", title: "Raw printing" }),
  lpd: registered("printer", "tcp", 515, { name: "lpd", title: "Line printer daemon" }),
} as const;

/** Management, messaging, voice and printing. */
export const management = { ...remote, ...monitoring, ...messaging, ...voice, ...printing } as const;
