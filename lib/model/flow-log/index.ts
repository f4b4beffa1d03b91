export { columnOf, type FlowLogColumn, type FlowLogField, type FlowLogFieldType } from "./field";
export { FlowLogFormat, neededFields, type FlowLogKind } from "./format";
export { interfaceFields, type FlowLogFieldName } from "./interface-fields";
export { recommendedFormat, recommendedTransitGatewayFormat } from "./recommended";
export {
  daysIssues,
  logRetentions,
  retentionDays,
  retentionIssues,
  retentionPresets,
  type CustomRetention,
  type LogRetention,
  type Retention,
  type RetentionPreset,
} from "./retention";
export { transitGatewayFields, type TransitGatewayFieldName } from "./transit-gateway-fields";
