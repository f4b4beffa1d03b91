export * from "./intent";
export { formatIntent } from "./format";
export type { IntentArchive, IntentDns, IntentFlows, IntentUnrecordedFlows } from "./flows";
