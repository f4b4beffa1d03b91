/** Roles that many devices share: one name means the same thing, and the same kinds, in every profile. */
import type { DeviceKind, DeviceProfile } from "../profile";

/** The roles by name. */
export const roles = {
  dns: { title: "the name servers", kinds: ["shared-services"] },
  ntp: { title: "the time servers", kinds: ["shared-services"] },
  syslog: { title: "the audit and log collector", kinds: ["shared-services"] },
  directory: { title: "the directory that knows the clinicians", kinds: ["shared-services"] },
  pacs: { title: "the image archive", kinds: ["clinical"] },
  ris: { title: "the radiology information system (worklist)", kinds: ["clinical"] },
  gateway: { title: "the device gateway or interface engine", kinds: ["integration", "clinical"] },
  serviceGateway: { title: "the maker's service gateway in the house", kinds: ["device-management", "integration"] },
  server: { title: "the devices' own server", kinds: ["clinical", "device-management"] },
  dataManager: { title: "the point-of-care data manager", kinds: ["clinical", "integration"] },
  middleware: { title: "the laboratory middleware", kinds: ["clinical", "integration"] },
  manager: { title: "the computer that looks after the devices", kinds: ["device-management"] },
  proxy: { title: "the proxy that lets out named addresses only", kinds: ["integration", "shared-services"] },
  callGateway: { title: "the gateway that passes calls on", kinds: ["integration", "facility"] },
  buildingServer: { title: "the building management server", kinds: ["facility"] },
} as const;

/** A profile with these of the roles. */
export type ProfileWith<R extends keyof typeof roles, In extends DeviceKind = "medical-device"> = DeviceProfile<
  Pick<typeof roles, R>,
  In
>;
