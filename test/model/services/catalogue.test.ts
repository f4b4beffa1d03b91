import { findService, services, tryFindService } from "../../../lib/model/services";
import { InvalidInput } from "../../../lib/model/issue";
import type { Service, ServiceTransport } from "../../../lib/model/service";

/**
 * The whole catalogue, written by hand from the registry, the standards and the makers' documents:
 * name, transport, basis, then `secret` when the protocol encrypts and `local` when it does not cross a router.
 */
const expected = `
dicom                            tcp 11112        iana
dicom-acr-nema                   tcp 104          iana
dicom-tls                        tcp 2762         iana      secret
dicom-iscl                       tcp 2761         iana
dicomweb                         tcp 443          iana      secret
fhir                             tcp 443          iana      secret
hl7-mllp                         tcp 2575         iana
tmop-hl7                         tcp 20046        iana
ws-discovery                     udp 3702         iana      local
sdc                              tcp 6464         iana      secret local
ccow                             tcp 2617         iana
ccow-udp                         udp 2617         iana
ntp                              udp 123          iana
nts-ke                           tcp 4460         iana      secret
ptp-event                        udp 319          iana      local
ptp-general                      udp 320          iana      local
dns                              udp 53           iana
dns-tcp                          tcp 53           iana
dns-tls                          tcp 853          iana      secret
dhcp                             udp 67-68        iana      local
dhcpv6                           udp 546-547      iana      local
syslog                           udp 514          iana
syslog-reliable                  tcp 601          iana
syslog-reliable-udp              udp 601          iana
syslog-tls                       tcp 6514         iana      secret
syslog-dtls                      udp 6514         iana      secret
ldap                             tcp 389          iana
ldaps                            tcp 636          iana      secret
global-catalog                   tcp 3268         iana
global-catalog-tls               tcp 3269         iana      secret
kerberos                         tcp 88           iana
kerberos-udp                     udp 88           iana
kpasswd                          tcp 464          iana
kpasswd-udp                      udp 464          iana
rpc-endpoint-mapper              tcp 135          iana
smb                              tcp 445          iana
netbios-session                  tcp 139          iana
radius                           udp 1812         iana
radius-accounting                udp 1813         iana
radsec                           tcp 2083         iana      secret
radius-coa                       udp 3799         iana
sip                              udp 5060         iana
sip-tcp                          tcp 5060         iana
sips                             tcp 5061         iana      secret
rtp                              udp 5004-5005    iana
bacnet                           udp 47808        iana      local
modbus                           tcp 502          iana
opc-ua                           tcp 4840         iana
ethernet-ip                      tcp 44818        iana
ethernet-ip-udp                  udp 44818        iana
mqtt                             tcp 1883         iana
mqtt-tls                         tcp 8883         iana      secret
amqps                            tcp 5671         iana      secret
print-raw                        tcp 9100         iana
lpd                              tcp 515          iana
ike                              udp 500          iana      secret
ipsec-nat-t                      udp 4500         iana      secret
esp                              protocol 50      iana      secret
bgp                              tcp 179          iana
http                             tcp 80           iana
https                            tcp 443          iana      secret
ssh                              tcp 22           iana      secret
telnet                           tcp 23           iana
ftp                              tcp 21           iana
snmp                             udp 161          iana
snmp-trap                        udp 162          iana
snmp-tls                         tcp 10161        iana      secret
snmp-tls-trap                    tcp 10162        iana      secret
snmp-dtls                        udp 10161        iana      secret
snmp-dtls-trap                   udp 10162        iana      secret
icmp-echo                        icmp 8/0         standard
icmpv6-echo                      icmpv6 128/0     standard
ssdp                             udp 1900         iana      local
health-polling                   tcp 1161         iana
health-polling-udp               udp 1161         iana
health-trap                      tcp 1162         iana
health-trap-udp                  udp 1162         iana
lifenet                          tcp 1213         iana
lifenet-udp                      udp 1213         iana
tunstall-pnc                     tcp 1846         iana
tunstall-pnc-udp                 udp 1846         iana
alaris-systems-manager           tcp 3613         vendor
alaris-discovery                 udp 3613         iana      local
siemens-aud                      tcp 3820         iana
siemens-aud-udp                  udp 3820         iana
cerner-management-agent          tcp 3830         iana
cerner-management-agent-udp      udp 3830         iana
ascom-ip-alarming                udp 4077         iana
tunstall-lone-worker             tcp 5197         iana
beckman-biimenu                  tcp 18000        iana
beckman-biimenu-udp              udp 18000        iana
med-ltp                          tcp 24000        iana
med-ltp-udp                      udp 24000        iana
med-fsp-rx                       tcp 24001        iana
med-fsp-rx-udp                   udp 24001        iana
med-fsp-tx                       tcp 24002        iana
med-fsp-tx-udp                   udp 24002        iana
med-supp                         tcp 24003        iana
med-supp-udp                     udp 24003        iana
med-ovw                          tcp 24004        iana
med-ovw-udp                      udp 24004        iana
med-ci                           tcp 24005        iana
med-net-svc                      tcp 24006        iana
med-net-svc-udp                  udp 24006        iana
vroa                             tcp 39063        iana
intellivue-connect-indication    udp 24005        vendor    local
intellivue-data-export           udp 24105        vendor
carescape-time                   udp 2000         vendor    local
carescape-discovery              udp 7000         vendor    local
philips-c90-storage-commitment   tcp 3010         vendor    secret
philips-c90-quality-export       tcp 49022        vendor    secret
philips-c90-reader-17991         tcp 17991        vendor
philips-c90-reader-18016         tcp 18016-18019  vendor
philips-c90-reader-18030         tcp 18030        vendor
philips-c90-reader-sharing       tcp 18050        vendor
duerr-discovery                  udp 45123-45124  vendor    local
`;

/** Clear text and the encrypted service that does the same. */
const siblings: Readonly<Record<string, string>> = {
  dicom: "dicom-tls",
  "dicom-acr-nema": "dicom-tls",
  "dicom-iscl": "dicom-tls",
  dns: "dns-tls",
  "dns-tcp": "dns-tls",
  "global-catalog": "global-catalog-tls",
  http: "https",
  ldap: "ldaps",
  mqtt: "mqtt-tls",
  radius: "radsec",
  "radius-accounting": "radsec",
  sip: "sips",
  "sip-tcp": "sips",
  snmp: "snmp-dtls",
  "snmp-trap": "snmp-dtls-trap",
  syslog: "syslog-tls",
  "syslog-reliable": "syslog-tls",
  "syslog-reliable-udp": "syslog-tls",
  telnet: "ssh",
};

const entries: readonly (readonly [string, Service])[] = Object.entries(services);

function describeTransport(transport: ServiceTransport): string {
  switch (transport.protocol) {
    case "tcp":
    case "udp": {
      const { from, to } = transport.ports;
      return `${transport.protocol} ${from === to ? String(from) : `${String(from)}-${String(to)}`}`;
    }
    case "icmp":
    case "icmpv6":
      return `${transport.protocol} ${String(transport.type)}/${String(transport.code)}`;
    case "other":
      return `protocol ${String(transport.number)}`;
  }
}

function describeService(service: Service): string {
  return [
    service.name,
    describeTransport(service.transport),
    service.basis,
    ...(service.encrypted ? ["secret"] : []),
    ...(service.reach === "local-only" ? ["local"] : []),
  ].join(" ");
}

describe("the services catalogue", () => {
  test("holds exactly the registered and documented services, with their ports and basis", () => {
    const wanted = expected
      .trim()
      .split("\n")
      .map((line) => line.replace(/\s+/gu, " "));
    expect(entries.map(([, service]) => describeService(service)).sort()).toEqual(wanted.sort());
  });

  test("names each service once", () => {
    const names = entries.map(([, service]) => service.name);
    expect(new Set(names).size).toBe(names.length);
  });

  test("has the name in camel case as the key of each service", () => {
    const camelCase = (name: string) => name.replace(/-(.)/gu, (_, letter: string) => letter.toUpperCase());
    expect(entries.map(([key]) => key)).toEqual(entries.map(([, service]) => camelCase(service.name)));
  });

  test("has names that can be part of a Terraform address", () => {
    expect(entries.filter(([, { name }]) => name.length > 40 || !/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/u.test(name))).toEqual(
      [],
    );
  });

  test("gives every service a title and a citation", () => {
    const bare = entries.filter(
      ([, { title, citation }]) => title.trim() === "" || citation.source.trim() === "" || citation.at?.trim() === "",
    );
    expect(bare).toEqual([]);
  });

  test("cites the registry for what is registered, with name, port and protocol", () => {
    for (const [, { basis, citation, transport }] of entries) {
      if (basis !== "iana" || transport.protocol === "other") continue;
      expect(citation.source).toMatch(/^IANA service name/u);
      expect(citation.at).toMatch(
        new RegExp(`^[A-Za-z0-9/ -]+, ${describeTransport(transport).replace(/^(\w+) (.+)$/u, "$2/$1")}$`, "u"),
      );
    }
  });

  test("ships no port that a site chose", () => {
    expect(entries.filter(([, { basis }]) => basis === "site")).toEqual([]);
  });

  test("knows the encrypted sibling of exactly these services", () => {
    const known = entries.flatMap(([, { name, tlsSibling }]) => (tlsSibling === undefined ? [] : [[name, tlsSibling]]));
    expect(Object.fromEntries(known)).toEqual(siblings);
  });

  test("has each encrypted sibling in the catalogue, encrypted and routable, of a service in clear", () => {
    for (const [, service] of entries) {
      if (service.tlsSibling === undefined) continue;
      expect(service.encrypted).toBe(false);
      expect(findService(service.tlsSibling)).toMatchObject({ encrypted: true, reach: "routable" });
    }
  });

  test("cannot be changed by who uses it", () => {
    expect(() => {
      (services as unknown as Record<string, unknown>)["dicom"] = services.https;
    }).toThrow(TypeError);
    expect(() => {
      (services.dicom as unknown as Record<string, unknown>)["encrypted"] = true;
    }).toThrow(TypeError);
    expect(() => {
      (services.dicom.transport as unknown as Record<string, unknown>)["protocol"] = "udp";
    }).toThrow(TypeError);
  });
});

describe("looking a service up", () => {
  test("finds it by its name", () => {
    expect(findService("dicom-tls")).toBe(services.dicomTls);
    expect(tryFindService("hl7-mllp")).toBe(services.hl7Mllp);
  });

  test("may find nothing when only tried", () => {
    expect(tryFindService("nonsense")).toBeUndefined();
    expect(tryFindService("__proto__")).toBeUndefined();
    expect(tryFindService("dicomTls")).toBeUndefined();
  });

  test.each([
    ["dicom-tsl", "dicom-tls"],
    ["hl7", "hl7-mllp"],
    ["syslogtls", "syslog-tls"],
    ["HTTPS", "https"],
  ])("refuses %s and suggests %s", (wrong, near) => {
    expect(() => findService(wrong)).toThrow(InvalidInput);
    expect(() => findService(wrong)).toThrow(`"${near}"`);
  });

  test("refuses a name that is like no other without guessing", () => {
    expect(() => findService("quux-zyzzyva")).toThrow(/received "quux-zyzzyva"; allowed: a name in the catalogue/u);
    expect(() => findService("")).toThrow(/siteService/u);
  });
});
