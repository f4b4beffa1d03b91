// expect: Type 'number' is not assignable to type 'undefined'
import { siteService } from "../../../lib";

siteService({
  name: "echo",
  title: "Echo",
  protocol: "icmp",
  type: 8,
  code: 0,
  ports: 80,
  citation: { source: "RFC 792" },
  encrypted: false,
});
