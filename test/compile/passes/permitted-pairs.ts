import type { Kind, MayReach } from "../../../lib/model/kind";

declare function allowTo<From extends Kind, To extends Kind>(from: From, to: To & MayReach<From, To>): void;

allowTo("medical-device", "clinical");
allowTo("clinical", "medical-device");
allowTo("quarantine", "device-management");
