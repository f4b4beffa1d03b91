export { claimReport } from "./claim";
export type { CheckResult, MatrixResult, ReachedPair, Undecided } from "./documents";
export { checkReport, explanationReport, matrixReport, type Asked, type ProofFormat } from "./proof";
export type { Report, ReportOptions } from "./report";
export {
  markOf,
  siteKit,
  siteKitReport,
  unknownSite,
  type GatewayEnds,
  type SiteKitFile,
  type SiteKitResult,
  type TunnelEnds,
} from "./site-kit";
export { styleFor, table, type Style } from "./style";
export { summaryText, type SummaryOptions } from "./summary";
