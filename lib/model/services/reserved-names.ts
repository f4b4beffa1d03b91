/**
 * Medical names in the port registry about which nothing else is public.
 *
 * The registry assigns most of them UDP and TCP at once and does not say which is used: each is its own service, and
 * who needs one has the maker's word for which.
 */
import { registered } from "./entry";

const undocumented = "registered, purpose not published";

/** Registered medical names without public documentation. */
export const reservedNames = {
  /** Not only medical, whatever the name suggests. */
  healthPolling: registered("health-polling", "tcp", 1161, { name: "health-polling", title: "Health polling" }),
  healthPollingUdp: registered("health-polling", "udp", 1161, {
    name: "health-polling-udp",
    title: "Health polling over UDP",
  }),
  healthTrap: registered("health-trap", "tcp", 1162, { name: "health-trap", title: "Health trap" }),
  healthTrapUdp: registered("health-trap", "udp", 1162, { name: "health-trap-udp", title: "Health trap over UDP" }),
  lifenet: registered("mpc-lifenet", "tcp", 1213, { name: "lifenet", title: "Physio-Control LIFENET" }),
  lifenetUdp: registered("mpc-lifenet", "udp", 1213, { name: "lifenet-udp", title: "Physio-Control LIFENET over UDP" }),
  tunstallPnc: registered("tunstall-pnc", "tcp", 1846, { name: "tunstall-pnc", title: "Tunstall PNC" }),
  tunstallPncUdp: registered("tunstall-pnc", "udp", 1846, {
    name: "tunstall-pnc-udp",
    title: "Tunstall PNC over UDP",
  }),
  siemensAud: registered("scp", "tcp", 3820, { name: "siemens-aud", title: "Siemens AuD SCP" }),
  siemensAudUdp: registered("scp", "udp", 3820, { name: "siemens-aud-udp", title: "Siemens AuD SCP over UDP" }),
  cernerManagementAgent: registered("cernsysmgmtagt", "tcp", 3830, {
    name: "cerner-management-agent",
    title: "Cerner system management agent",
  }),
  cernerManagementAgentUdp: registered("cernsysmgmtagt", "udp", 3830, {
    name: "cerner-management-agent-udp",
    title: "Cerner system management agent over UDP",
  }),
  ascomIpAlarming: registered("ascomalarm", "udp", 4077, { name: "ascom-ip-alarming", title: "Ascom IP alarming" }),
  tunstallLoneWorker: registered("tunstall-lwp", "tcp", 5197, {
    name: "tunstall-lone-worker",
    title: "Tunstall lone worker device interface",
  }),
  beckmanBiimenu: registered("biimenu", "tcp", 18000, { name: "beckman-biimenu", title: "Beckman Instruments" }),
  beckmanBiimenuUdp: registered("biimenu", "udp", 18000, {
    name: "beckman-biimenu-udp",
    title: "Beckman Instruments over UDP",
  }),
  medLtp: registered("med-ltp", "tcp", 24000, { name: "med-ltp", title: `med-ltp (${undocumented})` }),
  medLtpUdp: registered("med-ltp", "udp", 24000, { name: "med-ltp-udp", title: `med-ltp over UDP (${undocumented})` }),
  medFspRx: registered("med-fsp-rx", "tcp", 24001, { name: "med-fsp-rx", title: `med-fsp-rx (${undocumented})` }),
  medFspRxUdp: registered("med-fsp-rx", "udp", 24001, {
    name: "med-fsp-rx-udp",
    title: `med-fsp-rx over UDP (${undocumented})`,
  }),
  medFspTx: registered("med-fsp-tx", "tcp", 24002, { name: "med-fsp-tx", title: `med-fsp-tx (${undocumented})` }),
  medFspTxUdp: registered("med-fsp-tx", "udp", 24002, {
    name: "med-fsp-tx-udp",
    title: `med-fsp-tx over UDP (${undocumented})`,
  }),
  medSupp: registered("med-supp", "tcp", 24003, { name: "med-supp", title: `med-supp (${undocumented})` }),
  medSuppUdp: registered("med-supp", "udp", 24003, {
    name: "med-supp-udp",
    title: `med-supp over UDP (${undocumented})`,
  }),
  medOvw: registered("med-ovw", "tcp", 24004, { name: "med-ovw", title: `med-ovw (${undocumented})` }),
  medOvwUdp: registered("med-ovw", "udp", 24004, { name: "med-ovw-udp", title: `med-ovw over UDP (${undocumented})` }),
  /** Its UDP twin is `intellivueConnectIndication`, which its maker documents. */
  medCi: registered("med-ci", "tcp", 24005, { name: "med-ci", title: `med-ci (${undocumented})` }),
  medNetSvc: registered("med-net-svc", "tcp", 24006, { name: "med-net-svc", title: `med-net-svc (${undocumented})` }),
  medNetSvcUdp: registered("med-net-svc", "udp", 24006, {
    name: "med-net-svc-udp",
    title: `med-net-svc over UDP (${undocumented})`,
  }),
  vroa: registered("vroa", "tcp", 39063, { name: "vroa", title: "Hearing Australia telemedicine (VROA)" }),
} as const;
