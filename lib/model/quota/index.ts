export { awsQuotas, quotasAsOf, type AwsQuota, type QuotaName } from "./aws-quotas";
export { headRoom, quotaIssues, type HeadRoom, type QuotaUsage } from "./head-room";
export { Quotas, type QuotaOverrides } from "./quotas";
