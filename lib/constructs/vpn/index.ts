export { AlarmTopic, AlarmTopicKey, type AlarmTopicKeyProps, type AlarmTopicProps } from "./alarm-topic";
export { SiteToSiteVpn, type SiteToSiteVpnProps } from "./site-to-site-vpn";
export type { Destruction, SiteEdge } from "./site-edge";
export { TunnelAlarms, type MonitoredVpn, type TunnelAlarmsProps } from "./tunnel-alarms";
export { VpnGateway, type VpnGatewayAttributes, type VpnGatewayEdge, type VpnGatewayProps } from "./vpn-gateway";
export { VpnLogs, type VpnLogsProps } from "./vpn-logs";
