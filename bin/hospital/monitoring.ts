/** How St. Mary's is looked after: its flow logs and who is told of them, its resolver, and the updates of its servers. */
import { LogArchive, Patching, type HospitalNetwork } from "cdktf-cordon";
import type { Servers } from "./servers";

/** Names that machines ask the VPC's resolver for. What asks the hospital's own name servers asks them by a conduit. */
const names = [".st-marys.example", ".amazonaws.com", ".windowsupdate.com", ".updates.example.com"] as const;

/**
 * Records flows, with alarms to the owners of segments. An emulator gets the logs and alarms that it can hold: it has no
 * metrics of buckets, no saved queries, no DNS firewall and no patches.
 */
export function monitor(network: HospitalNetwork, servers: Servers, where: "aws" | "emulator"): void {
  if (where === "emulator") {
    const destruction = "allowed";
    const archive = new LogArchive(network, "LogArchive", { name: network.name, destruction });
    const { flowLogs } = network.monitorFlows({ archive, destruction });
    // It takes a folder of a bucket for a bucket that is not there.
    for (const log of flowLogs) log.logDestination = archive.bucketArn;
    return;
  }
  const flows = network.monitorFlows({ retention: "audit-six-years" });
  flows.addQueries();
  flows.recordDnsQueries();
  // What else is asked for is known in spring; until then it is only told of.
  flows.keepDnsTo({
    allow: names,
    mode: {
      alert: {
        reason: "Names that servers ask for are being collected",
        approver: "security operations",
        ticket: "CHG-2044",
        expires: "2027-03-31",
      },
    },
  });
  patchServers(network, servers);
}

/** Servers by their system: Sunday nights, when wards work by the downtime plan. */
function patchServers(network: HospitalNetwork, servers: Servers): void {
  const window = { schedule: "cron(0 2 ? * SUN *)", timeZone: "America/New_York", hours: 4, lastStartHours: 1 };
  const common = { network: network.name, window, approveAfterDays: 14 };
  const windows = new Patching(network, "WindowsUpdates", {
    ...common,
    name: "windows-servers",
    system: "WINDOWS",
  });
  for (const segment of [servers.pumpServer, servers.ris, servers.emr, servers.management]) windows.addSegment(segment);
  const linux = new Patching(network, "LinuxUpdates", {
    ...common,
    name: "linux-servers",
    system: "AMAZON_LINUX_2023",
  });
  for (const segment of [servers.integration, servers.pacs, servers.lims, servers.mirror]) linux.addSegment(segment);
}
