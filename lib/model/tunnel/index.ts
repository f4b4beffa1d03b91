export { awsAsnIssues, sameAsnIssues, siteAsnIssues } from "./asn";
export { insideBlockFor, insideBlockIssues, type InsideBlock } from "./inside-block";
export { initiationIssues, tunnelAt, tunnelFor, tunnelRequestIssues, type CustomTunnelOptions } from "./tunnel-for";
export * from "./tunnel-options";
export * from "./tunnel-policy";
export { tunnelOptionIssues } from "./tunnel-rules";
