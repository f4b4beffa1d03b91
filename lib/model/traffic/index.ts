export { PortRange } from "./port-range";
export { Traffic, type TrafficBox } from "./traffic";
export { Transport, type IcmpProtocol, type PortProtocol, type TransportPart } from "./transport";
