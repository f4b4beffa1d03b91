/** What a segment is when its author says nothing: by kind, and always towards the closed side. */
import type { Criticality, DataClass, Kind } from "../model";
import type { AclDetail } from "./acl/compile";

export interface KindDefaults {
  readonly criticality: Criticality;
  readonly dataClass: DataClass;
  /** Kinds that many segments talk to have one ACL entry for each pair, so that the quota of 20 holds. */
  readonly aclDetail: AclDetail;
}

export const kindDefaults: Readonly<Record<Kind, KindDefaults>> = {
  "medical-device": { criticality: "high", dataClass: "phi", aclDetail: "service" },
  clinical: { criticality: "high", dataClass: "phi", aclDetail: "service" },
  integration: { criticality: "high", dataClass: "phi", aclDetail: "pair" },
  "shared-services": { criticality: "high", dataClass: "internal", aclDetail: "pair" },
  "device-management": { criticality: "medium", dataClass: "internal", aclDetail: "pair" },
  "vendor-access": { criticality: "medium", dataClass: "internal", aclDetail: "service" },
  facility: { criticality: "medium", dataClass: "internal", aclDetail: "service" },
  corporate: { criticality: "non-clinical", dataClass: "internal", aclDetail: "service" },
  guest: { criticality: "non-clinical", dataClass: "none", aclDetail: "service" },
  quarantine: { criticality: "medium", dataClass: "phi", aclDetail: "service" },
};
