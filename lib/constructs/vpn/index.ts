export { SiteToSiteVpn, type SiteToSiteVpnProps } from "./site-to-site-vpn";
export type { Destruction, SiteEdge } from "./site-edge";
export { VpnGateway, type VpnGatewayAttributes, type VpnGatewayEdge, type VpnGatewayProps } from "./vpn-gateway";
export { VpnLogs, type VpnLogsProps } from "./vpn-logs";
