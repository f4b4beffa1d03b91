/** Builds a designed hospital with the constructs, and synthesizes it. */
import { profiles, services, type HospitalNetwork, type Member, type Segment } from "../../lib";
import { synthesizeNetwork, type Synthesized, type TerraformJson } from "../constructs/synth";
import { conduitsOf, kindOf, neededBy, privateNames, type Design, type SegmentDesign } from "./design";

type Asker = ReturnType<HospitalNetwork["addCorporateSegment"]>;

function addSegment(network: HospitalNetwork, design: Design, segment: SegmentDesign): Member {
  const { name, blocks, aclDetail, clientSystem } = segment;
  const kind = kindOf[name];
  const [first, ...rest] = blocks;
  if (first !== undefined) return network.addOutsideSegment(name, { kind, clientSystem, cidrs: [first, ...rest] });
  const props = { aclDetail, clientSystem, availabilityZones: design.zones.slice(0, segment.zones) };
  switch (kind) {
    case "clinical":
      return network.addClinicalSegment(name, props);
    case "integration":
      return network.addIntegrationSegment(name, props);
    case "shared-services":
      return network.addSharedServicesSegment(name, props);
    case "device-management":
      return network.addDeviceManagementSegment(name, props);
    case "medical-device":
      return network.addMedicalDeviceSegment(name, props);
    case "facility":
      return network.addFacilitySegment(name, props);
    case "corporate":
      return network.addCorporateSegment(name, props);
    case "guest":
      return network.addGuestSegment(name, props);
    case "quarantine":
      return network.addQuarantineSegment(name, props);
    case "vendor-access":
      return network.addVendorAccessSegment(name, props);
  }
}

/** Devices with a profile get their conduits from it. */
function addProfiled(
  network: HospitalNetwork,
  design: Design,
  segment: SegmentDesign,
  built: Map<string, Member>,
): void {
  const props = {
    aclDetail: segment.aclDetail,
    clientSystem: segment.clientSystem,
    availabilityZones: design.zones.slice(0, segment.zones),
  };
  const server = built.get("server") as Segment<"clinical">;
  const time = built.get("time") as Segment<"shared-services">;
  if (segment.name === "pumps") {
    const pumps = network.addMedicalDeviceSegment("pumps", { ...props, profile: profiles.infusionPump });
    pumps.fulfil({ server, dns: time, ntp: time }, { failMode: "fail-closed" });
    network.acknowledge("SEG-007", "pumps", {
      reason: "One segment so far",
      approver: "clinical safety officer",
      ticket: "CHG-1",
      expires: "2027-06-30",
    });
    built.set("pumps", pumps);
  } else {
    const scanners = network.addMedicalDeviceSegment("scanners", { ...props, profile: profiles.imagingModality });
    scanners.fulfil({ pacs: server, ris: server, ntp: time, syslog: time });
    built.set("scanners", scanners);
  }
}

const approval = { approver: "security operations", ticket: "CHG-2", expires: "2027-03-31" };

function build(network: HospitalNetwork, design: Design): void {
  const built = new Map<string, Member>();
  const profiled = design.segments.filter(({ name }) => name === "pumps" || name === "scanners");
  for (const segment of design.segments)
    if (!profiled.includes(segment)) built.set(segment.name, addSegment(network, design, segment));
  for (const segment of profiled) addProfiled(network, design, segment, built);
  const member = (name: string): Member => built.get(name)!;
  if (built.has("jump"))
    member("jump").allowTo(member("server") as never, services.https, { reason: "Remote maintenance", ...approval });
  const needed = new Set(neededBy(design.segments).map(({ from, to, service }) => `${from}>${to}:${service.name}`));
  for (const { from, to, service } of conduitsOf(design)) {
    if (needed.has(`${from}>${to}:${service.name}`)) continue;
    const details = { reason: "Needed" };
    // The pair is permitted by its kinds; the compiler cannot know that of a random one.
    if (from === to) member(from).allowWithin(service, details);
    else member(from).allowTo(member(to) as never, service, details);
  }
  if (design.internet.length > 0) network.addInternetEgress();
  for (const { from, service } of design.internet)
    (member(from) as Asker).allowToInternet(service, { reason: "Updates" });
  if (design.private.length === 0) return;
  network.addPrivateServices({ services: privateNames, principals: { account: "123456789012" } });
  for (const { from, name } of design.private)
    network.allowPrivateServices(member(from) as Segment, [name], { reason: "Managed privately" });
}

/** One VPN connection, with a static route for each block outside, and its routes in every segment's tables. */
function joinByVpn(terraform: TerraformJson, design: Design): TerraformJson {
  const [vpc] = Object.keys(terraform.resource?.["aws_vpc"] ?? {});
  const tables = Object.keys(terraform.resource?.["aws_route_table"] ?? {}).filter(
    (name) => !name.includes("InternetEgress"),
  );
  const blocks = design.segments.flatMap((one) => one.blocks);
  return {
    ...terraform,
    resource: {
      ...terraform.resource,
      aws_vpn_gateway: { site: { vpc_id: `\${aws_vpc.${String(vpc)}.id}` } },
      aws_customer_gateway: { site: { bgp_asn: "65010", ip_address: "203.0.113.10", type: "ipsec.1" } },
      aws_vpn_connection: {
        site: {
          customer_gateway_id: "${aws_customer_gateway.site.id}",
          static_routes_only: true,
          type: "ipsec.1",
          vpn_gateway_id: "${aws_vpn_gateway.site.id}",
        },
      },
      aws_vpn_connection_route: Object.fromEntries(
        blocks.map((block, index) => [
          `site_${String(index)}`,
          { destination_cidr_block: block, vpn_connection_id: "${aws_vpn_connection.site.id}" },
        ]),
      ),
      aws_vpn_gateway_route_propagation: Object.fromEntries(
        tables.map((table) => [
          table,
          { route_table_id: `\${aws_route_table.${table}.id}`, vpn_gateway_id: "${aws_vpn_gateway.site.id}" },
        ]),
      ),
    },
  };
}

/** More than AWS gives at first, so that random segments have room. */
const quotas = { aclEntriesPerDirection: 40 } as const;

export interface Hospital extends Pick<Synthesized, "terraform" | "intent"> {
  readonly design: Design;
}

/** What a design becomes; undefined when two ACL entries fall on one number, which its author would be asked to mend. */
export function buildHospital(design: Design): Hospital | undefined {
  try {
    const { terraform, intent } = synthesizeNetwork((network) => build(network, design), {
      availabilityZones: design.zones,
      ipv6: design.ipv6 ? "amazon-provided" : "none",
      quotas,
    });
    return { design, intent, terraform: design.joined === "vpn" ? joinByVpn(terraform, design) : terraform };
  } catch (error) {
    if ((error as Error).message.includes("fall on one number")) return undefined;
    throw error;
  }
}
