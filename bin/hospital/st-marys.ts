/** St. Mary's: 20 segments in two zones, a campus and a clinic behind VPN, and the conduits that care needs. */
import { resolve } from "node:path";
import { LocalBackend, S3Backend, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { AddressPlan, HospitalNetwork, LastDeployed, profiles, services } from "cdktf-cordon";
import type { HospitalConfig } from "./config";
import { monitor } from "./monitoring";
import { provideAws } from "./provider";
import { standsAlone, type Servers } from "./servers";
import { addSites } from "./sites";
import { analyserResults, imageViewer, nurseCalls, pointOfCareResults } from "./services";

export interface Surroundings {
  /** Folder of the configuration file: paths in it start there. */
  readonly folder: string;
  /** An emulator's address on this machine; AWS itself when there is none. */
  readonly endpoint: string | undefined;
}

export class StMarys extends TerraformStack {
  public readonly network: HospitalNetwork;

  public constructor(scope: Construct, config: HospitalConfig, { folder, endpoint }: Surroundings) {
    super(scope, config.name);
    keepState(this, config, folder);
    provideAws(this, config.region, endpoint);
    this.network = new HospitalNetwork(this, "network", {
      name: config.name,
      cidr: config.cidr,
      availabilityZones: config.availabilityZones,
      addressPlan: AddressPlan.lockedIn(resolve(folder, config.addressPlan)),
      owner: config.owner,
      reviewBy: config.reviewBy,
      lastDeployed: LastDeployed.recordedIn(resolve(folder, "deployed.intent.json")),
      ...(config.today === undefined ? {} : { today: config.today }),
    });
    const servers = this.addServers();
    this.addDevices(servers);
    this.addTheRest(servers);
    const where = endpoint === undefined ? "aws" : "emulator";
    addSites(this.network, servers, where);
    monitor(this.network, servers, where);
  }

  /** What devices talk to. */
  private addServers(): Servers {
    const { network } = this;
    // Two segments rather than one: the rules of a single group for all of it would be over AWS's 60.
    const time = network.addSharedServicesSegment("names-and-time", { owner: "infrastructure team" });
    const siteTime = network.addSharedServicesSegment("site-names-and-time", { owner: "infrastructure team" });
    const logs = network.addSharedServicesSegment("directory-and-logs", { owner: "infrastructure team" });
    const integration = network.addIntegrationSegment("integration-engine", {
      owner: "integration team",
      clientSystem: "linux",
    });
    const pumpServer = network.addClinicalSegment("pump-server", {
      owner: "clinical engineering",
      criticality: "life-critical",
      clientSystem: "windows",
    });
    const pacs = network.addClinicalSegment("pacs-archive", { owner: "radiology IT", clientSystem: "linux" });
    const ris = network.addClinicalSegment("ris", { owner: "radiology IT", clientSystem: "windows" });
    const lims = network.addClinicalSegment("lims", { owner: "laboratory IT", clientSystem: "linux" });
    const emr = network.addClinicalSegment("emr", { owner: "clinical applications", clientSystem: "windows" });
    const management = network.addDeviceManagementSegment("device-management", {
      owner: "clinical engineering",
      clientSystem: "windows",
    });
    const mirror = network.addDeviceManagementSegment("patch-mirror", {
      owner: "infrastructure team",
      clientSystem: "linux",
    });
    // Updates come in at one place, through NAT gateways, and go on from there to those who need them.
    network.addInternetEgress();
    mirror.allowToInternet(services.https, { reason: "Updates from the makers' servers" });

    for (const server of [integration, pumpServer, pacs, ris, lims, emr, management, mirror]) {
      const care = server === pumpServer ? standsAlone : {};
      server.allowTo(time, [services.dns, services.dnsTcp], { reason: "Name resolution", ...care });
      server.allowTo(time, services.ntp, { reason: "One clock for every record", ...care });
      server.allowTo(logs, services.syslogTls, { reason: "Security logs to the collector", ...care });
    }
    for (const server of [pumpServer, ris, emr, management]) {
      const care = server === pumpServer ? standsAlone : {};
      server.allowTo(logs, [services.kerberos, services.ldaps], { reason: "Domain log-in", ...care });
    }
    for (const server of [integration, pumpServer, pacs, ris, lims, emr]) {
      const care = server === pumpServer ? standsAlone : {};
      server.allowTo(mirror, services.https, { reason: "Approved updates from the patch mirror", ...care });
    }
    emr.allowTo(integration, services.hl7Mllp, { reason: "Admissions, orders and discharges" });
    integration.allowTo(emr, [services.hl7Mllp, services.fhir], { reason: "Results, charting and queries" });
    integration.allowTo(ris, services.hl7Mllp, { reason: "Imaging orders" });
    ris.allowTo(integration, services.hl7Mllp, { reason: "Imaging reports" });
    integration.allowTo(lims, services.hl7Mllp, { reason: "Laboratory orders" });
    lims.allowTo(integration, services.hl7Mllp, { reason: "Laboratory results" });
    pumpServer.allowTo(integration, services.hl7Mllp, { reason: "Infusion records for charting", ...standsAlone });
    ris.allowTo(pacs, services.dicomTls, { reason: "Worklist and study status" });
    emr.allowTo(pacs, services.dicomweb, { reason: "Images in the patient record" });
    return { time, siteTime, logs, integration, pumpServer, pacs, ris, lims, emr, management, mirror };
  }

  /** The devices and their gateways: each gets what its maker's documents say it needs, and nothing else. */
  private addDevices({ time, logs, integration, pumpServer, pacs, ris, lims }: Servers): void {
    const { network } = this;
    network
      .addMedicalDeviceSegment("infusion-pumps", {
        owner: "clinical engineering",
        profile: profiles.infusionPump,
        endOfSupport: "2029-12-31",
      })
      .fulfil({ server: pumpServer, dns: time, ntp: time }, standsAlone);
    network
      .addMedicalDeviceSegment("patient-monitoring", {
        owner: "clinical engineering",
        profile: profiles.patientMonitor({ hl7: services.hl7Mllp }),
        endOfSupport: "2028-10-10",
      })
      .fulfil({ gateway: integration, ntp: time }, standsAlone);
    // Mixed modalities in two segments: cutting one off leaves every kind of imaging in the other.
    for (const name of ["imaging-a", "imaging-b"]) {
      network
        .addMedicalDeviceSegment(name, {
          owner: "radiology",
          profile: [profiles.imagingModality, profiles.philipsC90({ dicom: services.dicomTls })],
          redundancyGroup: "imaging",
          endOfSupport: "2027-01-12",
        })
        .fulfil({ pacs, ris, ntp: time, syslog: logs });
    }
    network
      .addMedicalDeviceSegment("laboratory-analysers", {
        owner: "laboratory",
        profile: profiles.laboratoryAnalyser({ results: analyserResults }),
        endOfSupport: "2027-10-12",
      })
      .fulfil({ middleware: lims, ntp: time });
    network
      .addMedicalDeviceSegment("point-of-care", {
        owner: "laboratory",
        profile: profiles.pointOfCare({ results: pointOfCareResults }),
        endOfSupport: "2030-04-30",
      })
      .fulfil({ dataManager: lims });
    this.acceptSingleSegments();
  }

  /** One segment each for the laboratory, so far: the downtime plan says how wards work when one is cut off. */
  private acceptSingleSegments(): void {
    for (const segment of ["laboratory-analysers", "point-of-care"]) {
      this.network.acknowledge("SEG-007", segment, {
        reason: "Wards work by the downtime plan until a second segment is built",
        approver: "clinical safety officer",
        ticket: "CHG-2039",
        expires: "2027-06-30",
      });
    }
  }

  /** Everything around: facility, desktops, vendors, updates, quarantine. */
  private addTheRest({ time, logs, integration, pumpServer, pacs, ris, emr, management, mirror }: Servers): void {
    const { network } = this;
    const facility = network.addFacilitySegment("facility", {
      owner: "facility services",
      profile: profiles.nurseCall({ events: nurseCalls }),
    });
    facility.fulfil({ callGateway: integration });
    facility.allowTo(time, [services.dns, services.ntp], { reason: "Names and time of building management" });
    facility.allowTo(logs, services.syslogTls, { reason: "Logs of building management" });

    const desktops = network.addCorporateSegment("virtual-desktops", {
      owner: "workplace team",
      clientSystem: "windows",
    });
    desktops.allowTo(emr, services.https, { reason: "Patient records at the bedside and in the office" });
    desktops.allowTo(pacs, imageViewer, { reason: "Image viewing" });
    desktops.allowTo(ris, services.https, { reason: "Radiology reporting" });
    desktops.allowTo(management, services.https, { reason: "Clinical engineering staff use the CMMS" });
    desktops.allowTo(time, [services.dns, services.dnsTcp, services.ntp], { reason: "Names and time of desktops" });
    desktops.allowTo(logs, [services.kerberos, services.ldaps], { reason: "Desktop log-in" });

    // A manufacturer's session ends with its date: the synth fails on the day after.
    const vendors = network.addVendorAccessSegment("vendor-access", { owner: "security operations" });
    vendors.allowTo(pumpServer, services.https, {
      reason: "Maker's remote maintenance of the pump server",
      owner: "clinical engineering",
      approver: "head of clinical engineering",
      ticket: "CHG-2041",
      expires: "2027-03-31",
      ...standsAlone,
    });
    const jumpHosts = { approver: "security operations", ticket: "CHG-2040", expires: "2027-06-30" };
    vendors.allowTo(time, [services.dns, services.ntp], { reason: "Names and time of the jump hosts", ...jumpHosts });
    vendors.allowTo(logs, services.syslogTls, { reason: "Session logs of the jump hosts", ...jumpHosts });

    const quarantine = network.addQuarantineSegment("quarantine", { owner: "security operations" });
    quarantine.allowTo(mirror, services.https, { reason: "Remediation: updates for machines under suspicion" });
    management.allowTo(quarantine, services.ssh, { reason: "Forensics and remediation by clinical engineering" });
  }
}

/** State beside the configuration file, or in S3 with a lock file beside it. */
function keepState(stack: TerraformStack, { name, backend }: HospitalConfig, folder: string): void {
  if (backend.type === "local") {
    // Absolute, as cdktf's own default is: the folder of the synthesized stack may be deleted at any time.
    new LocalBackend(stack, { path: resolve(folder, `terraform.${name}.tfstate`) });
    return;
  }
  const { bucket, key, region } = backend;
  new S3Backend(stack, { bucket, key, region, encrypt: true }).addOverride("use_lockfile", true);
}
