/** Building and industrial control: heating, air, lifts, tube post. */
import { registered } from "./entry";

/** Building and industrial control. */
export const building = {
  /** Finds its peers by broadcast. */
  bacnet: registered("bacnet", "udp", 47808, { name: "bacnet", title: "BACnet/IP", reach: "local-only" }),
  modbus: registered("mbap", "tcp", 502, { name: "modbus", title: "Modbus/TCP" }),
  /** Encryption is a policy of each session, and `None` is one of them. */
  opcUa: registered("opcua-tcp", "tcp", 4840, { name: "opc-ua", title: "OPC UA" }),
  ethernetIp: registered("EtherNet/IP-2", "tcp", 44818, { name: "ethernet-ip", title: "EtherNet/IP messaging" }),
  ethernetIpUdp: registered("EtherNet/IP-2", "udp", 44818, {
    name: "ethernet-ip-udp",
    title: "EtherNet/IP messaging over UDP",
  }),
} as const;
