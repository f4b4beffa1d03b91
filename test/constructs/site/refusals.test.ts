import { siteService, services, type HospitalNetwork, type SiteProps } from "../../../lib";
import { hospital, refusal, synthesize } from "../synth";

/** Why a network with a VPN gateway is refused, without the path of where. */
function why(build: (network: HospitalNetwork) => void): string {
  const { message, files } = refusal((stack) => {
    const network = hospital(stack);
    network.addVpnGateway({ asn: 64512 });
    build(network);
  });
  expect(files).toEqual([]);
  return message;
}

const gateway = { ip: "203.0.113.10", asn: 65010 };
const site = (more: Partial<SiteProps> & Record<string, unknown>) => (network: HospitalNetwork) => {
  network.addSite("campus", { gateways: [gateway], ...more });
};

test.each<readonly [string, Partial<SiteProps> & Record<string, unknown>, string]>([
  [
    "the AWS side's own ASN",
    { gateways: [{ ...gateway, asn: 64512 }] },
    "is the same as that of the AWS side; received 64512",
  ],
  ["a reserved ASN", { gateways: [{ ...gateway, asn: 23456 }] }, "is reserved; received 23456"],
  [
    "a gateway whose address is not public",
    { gateways: [{ ...gateway, ip: "10.1.2.3" }] },
    "is not a public IPv4 address",
  ],
  ["a gateway whose address is none", { gateways: [{ ...gateway, ip: "campus.example" }] }, "is not an address"],
  [
    "a gateway with neither address nor certificate",
    { gateways: [{ asn: 65010 }] },
    "has neither an address nor a certificate",
  ],
  [
    "a certificate that is none",
    { gateways: [{ ...gateway, certificateArn: "arn:aws:iam::123456789012:server-certificate/x" }] },
    "certificate of gateway",
  ],
  ["no gateway", { gateways: [] as never }, "has another number of gateways"],
  [
    "a third gateway",
    {
      gateways: [gateway, { ...gateway, ip: "203.0.113.11" }, { ...gateway, ip: "203.0.113.12" }] as never,
    },
    "has another number of gateways than AWS ends a tunnel pair for; received 3; allowed: one gateway, or two for redundancy",
  ],
  ["one address for two gateways", { gateways: [gateway, gateway] }, "says one thing twice"],
  [
    "a reserved inside block",
    { gateways: [{ ...gateway, insideCidrs: ["169.254.5.0/30", "169.254.6.0/30"] }] },
    "is one that AWS keeps for itself",
  ],
  [
    "an inside block that is no /30",
    { gateways: [{ ...gateway, insideCidrs: ["169.254.8.0/29", "169.254.6.0/30"] }] },
    "is not one for a tunnel",
  ],
  [
    "one inside block for both tunnels",
    { gateways: [{ ...gateway, insideCidrs: ["169.254.6.0/30", "169.254.6.0/30"] }] },
    "is also that of tunnel",
  ],
  ["another routing", { routing: "ospf" as never }, "routing of site"],
  ["another policy", { tunnelPolicy: "modern" as never }, "not a tunnel policy"],
  ["CNSA 2.0, which cannot be had", { tunnelPolicy: "cnsa-2.0" as never }, "ML-KEM"],
  ["options beside a named policy", { tunnel: { dpdTimeoutSeconds: 60 } }, "takes no options of its own"],
  [
    "a lifetime out of range",
    { tunnelPolicy: "custom", tunnel: { phase2: { lifetimeSeconds: 7200 } } },
    "lifetimeSeconds",
  ],
  ["SHA1", { tunnelPolicy: "custom", tunnel: { phase1: { integrity: ["SHA1"] as never } } }, "SHA1"],
  ["group 2", { tunnelPolicy: "custom", tunnel: { phase1: { dhGroups: [2] as never } } }, "2"],
  ["IKEv1", { tunnelPolicy: "custom", tunnel: { ikeVersions: ["ikev1"] as never } }, "ikev1"],
  [
    "an option for one tunnel only",
    { tunnelPolicy: "custom", tunnel: { tunnel1DpdTimeoutSeconds: 60 } as never },
    "one tunnel",
  ],
  ["a pre-shared key", { tunnelPolicy: "custom", tunnel: { presharedKey: "secret-secret" } as never }, "no key at all"],
])("refuses a site with %s", (_, more, message) => {
  expect(why(site(more))).toContain(message);
});

test("refuses a pre-shared key without repeating it", () => {
  const said = why(site({ tunnelPolicy: "custom", tunnel: { presharedKey: "secret-secret" } as never }));
  expect(said).not.toContain("secret-secret");
});

test("refuses a site when its network has nothing for VPNs to end at", () => {
  const { message } = refusal((stack) => {
    hospital(stack).addSite("campus", { gateways: [gateway] });
  });
  expect(message).toContain('network "st-marys" has nothing in AWS that the VPN of site "campus" could end at');
});

test("refuses a second place for VPNs to end at", () => {
  expect(
    why((network) => {
      network.addVpnGateway({ asn: 64513 });
    }),
  ).toContain("has a place where the VPNs of its sites end already");
});

test("refuses two sites of one name, with one gateway, or with one block inside their tunnels", () => {
  const two = (name: string, more: Partial<SiteProps>) =>
    why((network) => {
      site({})(network);
      network.addSite(name, { gateways: [{ ip: "203.0.113.20", asn: 65020 }], routing: "static", ...more });
    });
  expect(two("campus", {})).toContain("is taken");
  expect(two("clinic", { gateways: [gateway] })).toContain("have one address; received 203.0.113.10");
  const pinned = { ip: "203.0.113.20", asn: 65020, insideCidrs: ["169.254.6.0/30", "169.254.6.4/30"] as const };
  expect(
    why((network) => {
      network.addSite("campus", { gateways: [{ ...gateway, insideCidrs: pinned.insideCidrs }] });
      network.addSite("clinic", { gateways: [pinned], routing: "static" });
    }),
  ).toContain("is also that of tunnel 1 of gateway");
});

test("refuses a second site with BGP at one virtual private gateway, which would join the two", () => {
  expect(
    why((network) => {
      site({})(network);
      network.addSite("clinic", { gateways: [{ ip: "203.0.113.20", asn: 65020 }] });
    }),
  ).toContain("would be the second with BGP at one virtual private gateway");
});

test.each<readonly [string, string, string]>([
  ["a public block", "203.0.113.0/24", "is not one of private addresses; received 203.0.113.0/24"],
  ["a block of link-local addresses", "169.254.8.0/24", "is not one of private addresses"],
  ["IPv6", "fd00::/64", "is not one of private addresses"],
  ["the network's own block", "10.40.8.0/24", 'overlaps the block of network "st-marys"'],
  ["host bits", "172.20.8.1/22", "has host bits set"],
])("refuses a segment at a site with %s", (_, cidr, message) => {
  expect(
    why((network) => {
      const campus = network.addSite("campus", { gateways: [gateway] });
      campus.addClinicalSegment("readers", { cidr });
    }),
  ).toContain(message);
});

test("refuses overlapping blocks of two sites, and one VLAN for two segments of a site", () => {
  const said = why((network) => {
    const campus = network.addSite("campus", { gateways: [gateway] });
    const clinic = network.addSite("clinic", { gateways: [{ ip: "203.0.113.20", asn: 65020 }], routing: "static" });
    campus.addClinicalSegment("readers", { cidr: "172.20.8.0/22" });
    clinic.addClinicalSegment("writers", { cidr: "172.20.9.0/24" });
  });
  expect(said).toContain('block 172.20.8.0/22 of segment "readers" overlaps block 172.20.9.0/24 of segment "writers"');
  expect(
    why((network) => {
      const campus = network.addSite("campus", { gateways: [gateway] });
      campus.addClinicalSegment("readers", { cidr: "172.20.8.0/24", vlan: 8 });
      campus.addClinicalSegment("writers", { cidr: "172.20.9.0/24", vlan: 8 });
    }),
  ).toContain('segments "readers" and "writers" have one VLAN at site "campus"; received 8');
});

test("refuses a VLAN that cannot be", () => {
  expect(
    why((network) => {
      network
        .addSite("campus", { gateways: [gateway] })
        .addClinicalSegment("readers", { cidr: "172.20.8.0/24", vlan: 4095 });
    }),
  ).toContain("is out of range; received 4095; allowed: a whole number, 1–4094");
});

test("refuses a service that lives on broadcast across a site, with the reason, whatever is acknowledged", () => {
  for (const service of [services.wsDiscovery, services.carescapeDiscovery, services.intellivueConnectIndication]) {
    const said = why((network) => {
      const campus = network.addSite("campus", { gateways: [gateway] });
      const monitors = campus.addMedicalDeviceSegment("monitors", { cidr: "172.20.8.0/24" });
      const central = network.addIntegrationSegment("central");
      network.acknowledge("SEG-012", `monitors>central:${service.name}`, {
        reason: "We try",
        approver: "Nobody",
        ticket: "CHG-1",
        expires: "2027-01-31",
      });
      monitors.allowTo(central, service, { reason: "Discovery" });
    });
    expect(said).toContain('to or from site "campus"');
    expect(said).toContain("which no VPN passes on");
  }
});

test("refuses a conduit between two sites, and within one: nothing of Cordon's would keep it", () => {
  expect(
    why((network) => {
      const campus = network.addSite("campus", { gateways: [gateway] });
      const readers = campus.addClinicalSegment("readers", { cidr: "172.20.8.0/24" });
      const writers = campus.addClinicalSegment("writers", { cidr: "172.20.9.0/24" });
      readers.allowTo(writers, services.https, { reason: "Records" });
    }),
  ).toContain("is between two segments that Cordon does not build");
});

test("refuses the hundred and first route that a site announces, and takes a hundred", () => {
  const build = (count: number) => (network: HospitalNetwork) => {
    const campus = network.addSite("campus", { gateways: [gateway] });
    for (let index = 0; index < count; index++)
      campus.addClinicalSegment(`room-${String(index)}`, { cidr: `172.20.${String(index)}.0/24` });
  };
  expect(why(build(101))).toContain(
    "over quota: routes that a site announces by BGP to a VPN connection on a virtual private gateway; one more resets BGP, for campus; received 101",
  );
  expect(() =>
    synthesize((stack) => {
      const network = hospital(stack);
      network.addVpnGateway({ asn: 64512 });
      build(100)(network);
    }),
  ).not.toThrow();
});

test("refuses ICMPv6 to a site, whose blocks are IPv4", () => {
  expect(
    why((network) => {
      const campus = network.addSite("campus", { gateways: [gateway] });
      const readers = campus.addClinicalSegment("readers", { cidr: "172.20.8.0/24" });
      const echo = siteService({
        name: "echo-test",
        title: "Echo",
        protocol: "icmpv6",
        type: 128,
        code: 0,
        encrypted: false,
        citation: { source: "Handbook" },
      });
      readers.allowTo(network.addClinicalSegment("server"), echo, { reason: "Liveness" });
    }),
  ).toContain("ICMPv6 with IPv6 blocks");
});
