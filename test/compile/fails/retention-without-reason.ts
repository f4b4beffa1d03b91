// expect: Property 'reason' is missing in type
import { type Retention } from "../../../lib";

export const retention: Retention = { days: 365 };
