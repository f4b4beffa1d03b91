// expect: Argument of type '"tgw-id"' is not assignable
import { FlowLogFormat } from "../../../lib";

export const format = FlowLogFormat.of("version", "tgw-id");
