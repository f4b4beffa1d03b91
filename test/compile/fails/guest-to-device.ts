// expect: "a guest segment may not start a conduit to a medical-device segment"
import type { Kind, MayReach } from "../../../lib/model/kind";

declare function allowTo<From extends Kind, To extends Kind>(from: From, to: To & MayReach<From, To>): void;

allowTo("guest", "medical-device");
