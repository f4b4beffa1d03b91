/** Bad input of an inspection VPC and of what asks for it: each is refused with a clear error, and nothing is written. */
import {
  ClinicalSegment,
  HospitalSite,
  InspectionVpc,
  TransitGateway,
  services,
  siteService,
  type Service,
} from "../../../lib";
import { hospital, refusal, type Build } from "../synth";
import { because, estate, inspectionProps, vendors } from "./estate";

type Estate = ReturnType<typeof estate>;

/** An inspection VPC with these properties. */
const withProps =
  (more: Readonly<Record<string, unknown>>): Build =>
  (stack) => {
    estate(stack, more);
  };

/** What is done with an inspection VPC. */
const afterwards =
  (use: (all: Estate) => void): Build =>
  (stack) => {
    use(estate(stack));
  };

const withDomains = (...domains: readonly string[]): Build =>
  afterwards(({ updates, mirror }) => {
    mirror.allowToDomains(updates, { domains: domains as unknown as [string], services: services.https }, because);
  });

const withService = (...list: readonly Service[]): Build =>
  afterwards(({ updates, mirror }) => {
    mirror.allowToDomains(updates, { domains: vendors, services: list }, because);
  });

const alert = { reason: "Finding the names", approver: "CISO", ticket: "CHG-7", expires: "2026-12-31" };
const oddHttps = siteService({
  name: "odd",
  title: "Odd",
  protocol: "tcp",
  ports: 8443,
  citation: { source: "register" },
  encrypted: true,
});
const toVendors = { domains: vendors, services: services.https } as const;

/** What is tried, how it is built, and what the error says. */
const cases: readonly (readonly [string, Build, ...string[]])[] = [
  [
    "a block that is not one",
    withProps({ cidr: "10.250.0.0" }),
    'of network "updates"',
    "10.250.0.0",
    "test/hub/Inspection: ",
  ],
  ["a block without room for three subnets a zone", withProps({ cidr: "10.250.0.0/26" }), "inspection-nat"],
  [
    "a block that a network on the hub has",
    withProps({ cidr: "10.41.3.0/24" }),
    "have the same addresses",
    "10.41.3.0/24",
  ],
  ["no zone", withProps({ availabilityZones: [] }), 'network "updates" has no zone'],
  ["no owner", withProps({ owner: "" }), 'owner of network "updates" is empty'],
  ["the name of a network of the stack", withProps({ name: "cardiac" }), "has a network of this name already"],
  [
    "an unknown mode",
    withProps({ mode: "alert" }),
    'mode of inspection VPC "updates"',
    '"alert"',
    "reason, approver, ticket, expires",
  ],
  ["no mode", withProps({ mode: null }), 'mode of inspection VPC "updates"', "null"],
  [
    "alert mode without a reason",
    withProps({ mode: { alert: { ...alert, reason: "" } } }),
    "reason of the alert mode",
    "is empty",
  ],
  [
    "alert mode without an approver",
    withProps({ mode: { alert: { ...alert, approver: undefined } } }),
    "approver of the alert mode",
  ],
  [
    "alert mode without a ticket",
    withProps({ mode: { alert: { ...alert, ticket: " " } } }),
    "ticket of the alert mode",
  ],
  [
    "alert mode without an end",
    withProps({ mode: { alert: { ...alert, expires: undefined } } }),
    "last day of the alert mode",
  ],
  [
    "alert mode that has expired",
    withProps({ mode: { alert: { ...alert, expires: "2026-11-22" } } }),
    "has expired",
    "2026-11-22",
    'mode: "enforce"',
  ],
  [
    "an unknown destruction",
    withProps({ destruction: "yes" }),
    "destruction of inspection VPC",
    '"yes"',
    "prevented, allowed",
  ],
  [
    "an unknown choice of subnet changes",
    withProps({ subnetChanges: true }),
    "subnetChanges of inspection VPC",
    "true",
  ],
  ["no room for domains", withProps({ domainsPerConduit: 0 }), "domainsPerConduit", "1 to 1000"],
  [
    "a retention that CloudWatch Logs has not",
    withProps({ logRetentionInDays: 6 }),
    "retention of the firewall logs",
    "6",
  ],
  [
    "a second inspection VPC on one hub",
    afterwards(({ hub }) => {
      new InspectionVpc(hub, "Other", { ...inspectionProps, name: "more", cidr: "10.251.0.0/24", hub });
    }),
    'transit gateway "region" has an inspection VPC already',
    '"more", beside "updates"',
  ],
  [
    "a segment in it",
    afterwards(({ hub, updates }) => {
      new ClinicalSegment(hub, "records", { network: updates });
    }),
    'segment "records" is put into "updates"',
    "a HospitalNetwork",
  ],
  [
    "a site at it",
    afterwards(({ hub, updates }) => {
      new HospitalSite(hub, "campus", {
        network: updates,
        gateways: [{ ip: "203.0.113.10", asn: 65010 }],
      } as unknown as ConstructorParameters<typeof HospitalSite>[2]);
    }),
    "updates",
  ],

  ["no domain", withDomains(), 'list of domains of conduit "patch-mirror>internet:https" is empty'],
  ["an address for a domain", withDomains("192.0.2.7"), "no domain name", '"192.0.2.7"', "no address"],
  ["an IPv6 address for a domain", withDomains("2001:db8::7"), "no domain name", '"2001:db8::7"'],
  ["a star", withDomains("*.example.com"), "no domain name", '"*.example.com"', '".example.com"'],
  ["a wildcard within a domain", withDomains("up.*.example.com"), "no domain name"],
  ["a domain of one label", withDomains("com"), "no domain name", '"com"'],
  ["a whole top-level domain", withDomains(".com"), "no domain name", '".com"'],
  ["capital letters", withDomains("Updates.Example.com"), "no domain name", "small letters"],
  ["an address of a page", withDomains("https://updates.example.com/"), "no domain name"],
  ["a final dot", withDomains("updates.example.com."), "no domain name"],
  ["a label of 64 letters", withDomains(`${"x".repeat(64)}.example`), "no domain name"],
  ["a domain twice", withDomains("a.example", "a.example"), "says one thing twice", '"a.example"'],
  [
    "a domain within another of the list",
    withDomains(".a.example", "b.a.example"),
    "names what it has already",
    '"b.a.example", which is in ".a.example"',
  ],
  [
    "more domains than there is room for",
    (stack) => {
      const { updates, mirror } = estate(stack, { domainsPerConduit: 1 });
      mirror.allowToDomains(updates, toVendors, because);
    },
    "more domains than a list",
    "up to 1",
  ],
  ["another port", withService(oddHttps), "in which no firewall reads them", "odd, tcp 8443", "https (tcp 443)"],
  ["another protocol", withService(services.ntp), "in which no firewall reads them", "ntp, udp 123"],
  ["no service", withService(), "no service"],
  [
    "a service twice",
    afterwards(({ updates, mirror }) => {
      mirror.allowToDomains(updates, toVendors, because);
      mirror.allowToDomains(updates, { domains: ["b.example"], services: services.https }, because);
    }),
    "declared twice",
  ],
  [
    "a network that is not on the hub",
    (stack) => {
      const { updates } = estate(stack);
      const other = hospital(stack, { name: "children", cidr: "10.42.0.0/16" }, "children");
      other.addDeviceManagementSegment("tablets").allowToDomains(updates, toVendors, because);
    },
    'network "children" is not attached to its transit gateway',
    "no transit gateway",
    'with "region" first',
  ],
  [
    "a network on another hub",
    (stack) => {
      const { updates } = estate(stack);
      const hub = new TransitGateway(stack, "second", { name: "second", asn: 64513 });
      const other = hospital(stack, { name: "children", cidr: "10.42.0.0/16" }, "children");
      other.attachTo(hub);
      other.addDeviceManagementSegment("tablets").allowToDomains(updates, toVendors, because);
    },
    'received "second"',
  ],
  [
    "a segment that has the network's own way out",
    afterwards(({ general, updates, mirror }) => {
      general.addInternetEgress();
      mirror.allowToInternet(services.https, because);
      mirror.allowToDomains(updates, { domains: vendors, services: services.http }, because);
    }),
    'segment "patch-mirror" has a way out to the internet already',
    "NAT gateways",
  ],
  [
    "the network's own way out for a segment that is inspected",
    afterwards(({ general, updates, mirror }) => {
      general.addInternetEgress();
      mirror.allowToDomains(updates, toVendors, because);
      mirror.allowToInternet(services.http, because);
    }),
    'segment "patch-mirror" has a way out to the internet already',
    "the inspection VPC",
  ],
  [
    "a 21st list on one policy",
    (stack) => {
      const { general, updates } = estate(stack, { quotas: { aclEntriesPerDirection: 40 } });
      for (let i = 0; i < 21; i += 1)
        general.addCorporateSegment(`desks-${String(i)}`).allowToDomains(updates, toVendors, because);
    },
    "stateful rule groups of a firewall policy",
    "21",
  ],
];

test.each(cases.map(([what, build, ...parts]) => [what, { build, parts }] as const))(
  "refuses %s",
  (_, { build, parts }) => {
    const { message, files } = refusal(build);
    expect(parts.filter((part) => !message.includes(part)).map((part) => `no ${part} in: ${message}`)).toEqual([]);
    expect(files).toEqual([]);
  },
);

test("refuses a second list on one priority, and says how to move it", () => {
  const { message } = refusal((stack) => {
    const { general, updates } = estate(stack, { quotas: { aclEntriesPerDirection: 40 } });
    for (const name of ["desks-290", "desks-361"])
      general.addCorporateSegment(name).allowToDomains(updates, toVendors, because);
  });
  expect(message).toContain("fall on one priority");
  expect(message).toContain("aclSeed: 1");
});
