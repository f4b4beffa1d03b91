// expect: Type '100' is not assignable
import { type Retention } from "../../../lib";

export const retention: Retention = { days: 100, reason: "Policy 17" };
