/** Ports that St. Mary's chose itself: no public document fixes them. Each says where the hospital wrote it down. */
import { PortRange, siteService } from "cdktf-cordon";

const interfaceRegister = { source: "St. Mary's interface register", at: "2026 edition" };

/** Results from laboratory analysers (LIS2-A2) to the middleware. */
export const analyserResults = siteService({
  name: "lis2-results",
  title: "LIS2-A2 results",
  protocol: "tcp",
  ports: PortRange.of(4001),
  citation: interfaceRegister,
  encrypted: false,
});

/** Results from point-of-care instruments (POCT1-A) to the data manager. */
export const pointOfCareResults = siteService({
  name: "poct1-a-results",
  title: "POCT1-A results over TLS",
  protocol: "tcp",
  ports: PortRange.of(4010),
  citation: interfaceRegister,
  encrypted: true,
});

/** Calls from the nurse call system to the integration engine. */
export const nurseCalls = siteService({
  name: "nurse-call-events",
  title: "Nurse call events over TLS",
  protocol: "tcp",
  ports: PortRange.of(4020),
  citation: interfaceRegister,
  encrypted: true,
});

/** Image viewing on virtual desktops. */
export const imageViewer = siteService({
  name: "image-viewer",
  title: "Zero-footprint image viewer",
  protocol: "tcp",
  ports: PortRange.of(8443),
  citation: interfaceRegister,
  encrypted: true,
});
