export { coverageReport, type CoverageResult } from "./coverage";
export type { CheckResult, MatrixResult, ReachedPair, Undecided } from "./documents";
export { checkReport, explanationReport, matrixReport, type Asked, type ProofFormat } from "./proof";
export type { Report, ReportOptions } from "./report";
export { styleFor, table, type Style } from "./style";
export { summaryText, type SummaryOptions } from "./summary";
