export { gatewayIssues } from "./gateway-rules";
export * from "./site";
