export type { Report, ReportOptions } from "./report";
export { styleFor, table, type Style } from "./style";
export { summaryText, type SummaryOptions } from "./summary";
