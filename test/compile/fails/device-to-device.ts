// expect: a medical-device segment may not start a conduit to a medical-device segment
import type { MayReach } from "../../../lib/model/kind";

export const permitted: MayReach<"medical-device", "medical-device"> = {};
