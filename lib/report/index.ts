export { certificatesReport, type CertificatesResult, type CheckedCertificate } from "./certificates";
export { claimReport } from "./claim";
export { coverageReport, type CoverageResult } from "./coverage";
export type { CheckResult, MatrixResult, ReachedPair, Undecided } from "./documents";
export { checkReport, explanationReport, matrixReport, type Asked, type ProofFormat } from "./proof";
export { observationFormats, observationReport, observationSchema, type ObservationFormat } from "./observe";
export type { LongReport, Report, ReportOptions } from "./report";
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
