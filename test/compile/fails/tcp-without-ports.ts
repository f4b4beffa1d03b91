// expect: Property 'ports' is missing
import { siteService } from "../../../lib";

siteService({ name: "odd", title: "Odd", protocol: "tcp", citation: { source: "register" }, encrypted: false });
