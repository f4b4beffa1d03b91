// expect: Argument of type '"tcp_flags"' is not assignable
import { FlowLogFormat } from "../../../lib";

export const format = FlowLogFormat.of("version", "tcp_flags");
