/** The files of one small site, line by line. */
import { tunnelPolicies } from "../../../lib/model";
import { siteKit } from "../../../lib/report";
import { atSite, conduit, icmp, network, protocol, segment, site, tcp, udp } from "./network";

const intent = network({
  segments: [
    segment("pump-server"),
    segment("archive", { blocks: ["10.40.6.0/23"] }),
    atSite("ward-pumps", "seg-3f9a61c0", ["172.20.8.0/22"], { vlan: 108 }),
    atSite("reading-room", "seg-77aa0012", ["172.20.16.0/24", "172.20.20.0/24"]),
  ],
  conduits: [
    conduit("ward-pumps", "pump-server", tcp("alaris", 3613)),
    conduit("archive", "reading-room", udp("media", 5000, 5010)),
    conduit("pump-server", "ward-pumps", icmp("echo", 8, 0)),
    conduit("reading-room", "archive", protocol("gre", 47)),
  ],
});
const ends = { primary: { tunnels: ["198.51.100.1", "198.51.100.2"] } } as const;
const kit = siteKit(intent, "main-campus", ends);
const lines = (name: string, of = kit) => of.find(({ file }) => file === name)!.text.split("\n");
/** Without comments and empty lines. */
const said = (name: string, comment: string, of = kit) =>
  lines(name, of).filter((line) => line !== "" && !line.trim().startsWith(comment));

test("A kit has a sheet, a file for each gateway, and three allow lists, each with whose it is on its first line.", () => {
  expect(kit.map(({ file, text }) => [file, text.split("\n", 1)[0]])).toEqual([
    ["sheet.md", "<!-- Cordon site kit of site-0c77d2ab. Written from the intent: change that, not this. -->"],
    ["swanctl-primary.conf", "# Cordon site kit of site-0c77d2ab. Written from the intent: change that, not this."],
    ["nftables.nft", "# Cordon site kit of site-0c77d2ab. Written from the intent: change that, not this."],
    ["cisco-ios.cfg", "! Cordon site kit of site-0c77d2ab. Written from the intent: change that, not this."],
    ["fortios.cfg", "# Cordon site kit of site-0c77d2ab. Written from the intent: change that, not this."],
  ]);
  const two = network({
    sites: [
      site({
        gateways: [
          site().gateways[0]!,
          {
            ...site().gateways[0]!,
            name: "secondary",
            address: "203.0.113.11",
            insideBlocks: ["169.254.11.0/30", "169.254.11.4/30"],
          },
        ],
      }),
    ],
  });
  expect(siteKit(two, "main-campus").map(({ file }) => file)).toEqual([
    "sheet.md",
    "swanctl-primary.conf",
    "swanctl-secondary.conf",
    "nftables.nft",
    "cisco-ios.cfg",
    "fortios.cfg",
  ]);
});

const connection = (number: number, address: string, id: number) => [
  `  site-0c77d2ab-primary-${String(number)} {`,
  "    version = 2",
  `    remote_addrs = ${address}`,
  "    proposals = aes256gcm16-prfsha384-ecp521-ecp384-ecp256",
  "    rekey_time = 28260s",
  "    over_time = 540s",
  "    rand_time = 540s",
  "    dpd_delay = 10s",
  "    mobike = no",
  "    keyingtries = 0",
  "    unique = replace",
  "    local {",
  "      auth = psk",
  "      id = 203.0.113.10",
  "    }",
  "    remote {",
  "      auth = psk",
  `      id = ${address}`,
  "    }",
  "    children {",
  `      site-0c77d2ab-primary-${String(number)} {`,
  "        mode = tunnel",
  "        local_ts = 0.0.0.0/0",
  "        remote_ts = 0.0.0.0/0",
  `        if_id_in = ${String(id)}`,
  `        if_id_out = ${String(id)}`,
  "        esp_proposals = aes256gcm16-ecp521-ecp384-ecp256",
  "        life_time = 3600s",
  "        rekey_time = 3060s",
  "        rand_time = 540s",
  "        replay_window = 1024",
  "        start_action = trap",
  "        dpd_action = restart",
  "      }",
  "    }",
  "  }",
];

test("swanctl.conf has both tunnels with exactly the options of the site, and includes the secrets.", () => {
  expect(said("swanctl-primary.conf", "#")).toEqual([
    "connections {",
    ...connection(1, "198.51.100.1", 2560),
    ...connection(2, "198.51.100.2", 2564),
    "}",
    "include site-0c77d2ab-primary.secrets",
  ]);
});

test("swanctl.conf of a baseline site that AWS does not call has each cipher with what goes with it, and starts itself.", () => {
  const tunnel = {
    ...tunnelPolicies.baseline,
    startupAction: "add",
    dpdTimeoutSeconds: 90,
    rekeyFuzzPercentage: 50,
  } as const;
  const baseline = siteKit(network({ sites: [site({ policy: "custom", tunnel })] }), "main-campus", ends);
  const groups = "ecp521-ecp384-ecp256-modp8192-modp6144-modp4096-modp3072-modp2048";
  const changed = said("swanctl-primary.conf", "#", baseline).filter((line) =>
    /proposals|start_action|dpd_delay|rand_time/.test(line),
  );
  expect(changed.slice(0, 6)).toEqual([
    `    proposals = aes256gcm16-aes128gcm16-prfsha512-prfsha384-prfsha256-${groups}, aes256-aes128-sha512-sha384-sha256-${groups}`,
    "    rand_time = 270s",
    "    dpd_delay = 30s",
    `        esp_proposals = aes256gcm16-aes128gcm16-${groups}, aes256-aes128-sha512-sha384-sha256-${groups}`,
    "        rand_time = 270s",
    "        start_action = trap|start",
  ]);
});

test("swanctl.conf of a gateway with a certificate names files, and the end that AWS's certificate is made out to.", () => {
  const gateways = [{ ...site().gateways[0]!, certificateArn: "arn:aws:acm:us-east-1:111122223333:certificate/one" }];
  const of = (known: Parameters<typeof siteKit>[2]) =>
    said("swanctl-primary.conf", "#", siteKit(network({ sites: [site({ gateways })] }), "main-campus", known));
  const known = of({ primary: { ...ends.primary, connectionId: "vpn-0123456789abcdef0" } });
  expect(known.slice(12, 20)).toEqual([
    "    local {",
    "      auth = pubkey",
    "      certs = site-0c77d2ab-primary.pem",
    "    }",
    "    remote {",
    "      auth = pubkey",
    "      cacerts = site-0c77d2ab-ca.pem",
    '      id = "C=*, ST=*, L=*, O=*, OU=*, CN=vpn-0123456789abcdef0.endpoint-0"',
  ]);
  expect(known.filter((line) => /include|secret|psk/.test(line))).toEqual([]);
  expect(of(undefined)).toContain('      id = "CN=aws-tunnel-1.primary.site-0c77d2ab.invalid"');
});

test("nftables.nft is a table of its own: the sets, the segment size, what it governs, and a rule for each conduit.", () => {
  const rules = said("nftables.nft", "#").filter((line) => line.includes("flow-"));
  const ids = rules.map((line) => /flow-[0-9a-f]+/.exec(line)![0]);
  expect(ids).toEqual([...new Set(ids)].sort());
  expect(ids).toHaveLength(4);
  expect(said("nftables.nft", "#").filter((line) => !line.includes("flow-"))).toEqual([
    "table inet site-0c77d2ab",
    "delete table inet site-0c77d2ab",
    "table inet site-0c77d2ab {",
    "  set segments {",
    "    type ipv4_addr",
    "    flags interval",
    "    elements = { 172.20.8.0/22, 172.20.16.0/24, 172.20.20.0/24 }",
    "  }",
    "  set far {",
    "    type ipv4_addr",
    "    flags interval",
    "    elements = { 10.40.0.0/16 }",
    "  }",
    "  chain segment_size {",
    "    type filter hook forward priority mangle; policy accept;",
    "    ip daddr @far tcp flags & (syn | rst) == syn tcp option maxseg size > 1398 tcp option maxseg size set 1398",
    "    ip saddr @far tcp flags & (syn | rst) == syn tcp option maxseg size > 1398 tcp option maxseg size set 1398",
    "  }",
    "  chain forward {",
    "    type filter hook forward priority filter; policy accept;",
    "    ip saddr @segments goto conduits",
    "    ip daddr @segments goto conduits",
    "    ip saddr @far goto conduits",
    "    ip daddr @far goto conduits",
    "  }",
    "  chain conduits {",
    "    ct state established ct direction reply counter accept",
    "    ct state related ip protocol icmp counter accept",
    "    ct state invalid ip protocol tcp counter drop",
    '    limit rate 10/second log prefix "site-0c77d2ab drop: "',
    "    counter drop",
    "  }",
    "}",
  ]);
  expect(rules.map((line) => line.replace(/ comment .*/, "")).sort()).toEqual([
    "    ip saddr 10.40.2.0/23 ip daddr 172.20.8.0/22 icmp type 8 icmp code 0 counter accept",
    "    ip saddr 10.40.6.0/23 ip daddr { 172.20.16.0/24, 172.20.20.0/24 } udp dport 5000-5010 counter accept",
    "    ip saddr 172.20.8.0/22 ip daddr 10.40.2.0/23 tcp dport 3613 counter accept",
    "    ip saddr { 172.20.16.0/24, 172.20.20.0/24 } ip daddr 10.40.6.0/23 ip protocol 47 counter accept",
  ]);
});

test("cisco-ios.cfg has two lists for each VLAN, each closed, and puts them on the interfaces last.", () => {
  const all = lines("cisco-ios.cfg").slice(0, -1);
  const body = all.slice(all.findIndex((line) => !line.startsWith("!"))).filter((line) => !line.startsWith(" remark"));
  expect(body.map((line) => line.replace(/-[0-9a-f]{6}( (in|out))?$/, "-DIGEST$1"))).toEqual([
    "ip access-list extended seg-3f9a61c0-in-DIGEST",
    " permit tcp 172.20.8.0 0.0.3.255 10.40.2.0 0.0.1.255 eq 3613",
    " permit icmp 172.20.8.0 0.0.3.255 10.40.2.0 0.0.1.255 0 0",
    " deny ip any any",
    "ip access-list extended seg-3f9a61c0-out-DIGEST",
    " permit tcp 10.40.2.0 0.0.1.255 eq 3613 172.20.8.0 0.0.3.255 established",
    " permit icmp 10.40.2.0 0.0.1.255 172.20.8.0 0.0.3.255 8 0",
    " deny ip any any",
    "ip access-list extended seg-77aa0012-in-DIGEST",
    " permit 47 172.20.16.0 0.0.0.255 10.40.6.0 0.0.1.255",
    " permit 47 172.20.20.0 0.0.0.255 10.40.6.0 0.0.1.255",
    " permit udp 172.20.16.0 0.0.0.255 range 5000 5010 10.40.6.0 0.0.1.255 gt 1023",
    " permit udp 172.20.20.0 0.0.0.255 range 5000 5010 10.40.6.0 0.0.1.255 gt 1023",
    " deny ip any any",
    "ip access-list extended seg-77aa0012-out-DIGEST",
    " permit 47 10.40.6.0 0.0.1.255 172.20.16.0 0.0.0.255",
    " permit 47 10.40.6.0 0.0.1.255 172.20.20.0 0.0.0.255",
    " permit udp 10.40.6.0 0.0.1.255 172.20.16.0 0.0.0.255 range 5000 5010",
    " permit udp 10.40.6.0 0.0.1.255 172.20.20.0 0.0.0.255 range 5000 5010",
    " deny ip any any",
    "interface Vlan108",
    " ip access-group seg-3f9a61c0-in-DIGEST in",
    " ip access-group seg-3f9a61c0-out-DIGEST out",
    "! TO FILL IN: the VLAN of seg-77aa0012",
    "! interface VlanNUMBER",
    "!  ip access-group seg-77aa0012-in-DIGEST in",
    "!  ip access-group seg-77aa0012-out-DIGEST out",
    "end",
  ]);
});

test("A list of IOS has another name when a line of it is another, so that no interface is ever without one.", () => {
  const namesOf = (of: typeof kit) =>
    said("cisco-ios.cfg", "!", of).filter((line) => line.startsWith("ip access-list"));
  const before = namesOf(kit);
  const more = { ...intent, conduits: [...intent.conduits, conduit("ward-pumps", "archive", tcp("https", 443))] };
  const after = namesOf(siteKit(more, "main-campus", ends));
  const changed = after.filter((line) => !before.includes(line)).map((line) => line.slice(24, 36));
  expect(changed).toEqual(["seg-3f9a61c0", "seg-3f9a61c0"]);
});

test("fortios.cfg has the objects, a policy for each conduit, and the denials of everything else for these blocks.", () => {
  const small = siteKit(network(), "main-campus", ends);
  expect(said("fortios.cfg", "#", small).map((line) => line.trim())).toEqual([
    "config firewall address",
    'edit "net-10.40.0.0_16"',
    "set subnet 10.40.0.0 255.255.0.0",
    "next",
    'edit "net-10.40.2.0_23"',
    "set subnet 10.40.2.0 255.255.254.0",
    "next",
    'edit "net-172.20.8.0_22"',
    "set subnet 172.20.8.0 255.255.252.0",
    "next",
    "end",
    "config firewall service custom",
    'edit "tcp-3613"',
    "set protocol TCP/UDP/SCTP",
    "set tcp-portrange 3613",
    "next",
    "end",
    "config firewall policy",
    "edit 0",
    'set name "flow-3c404025ba26"',
    'set srcintf "any"',
    'set dstintf "any"',
    'set srcaddr "net-172.20.8.0_22"',
    'set dstaddr "net-10.40.2.0_23"',
    'set service "tcp-3613"',
    'set schedule "always"',
    "set action accept",
    "set nat disable",
    "set tcp-mss-sender 1398",
    "set tcp-mss-receiver 1398",
    "set logtraffic all",
    "next",
    ...["from", "to"].flatMap((way) => [
      "edit 0",
      `set name "site-0c77d2ab-${way}"`,
      'set srcintf "any"',
      'set dstintf "any"',
      `set srcaddr ${way === "from" ? '"net-172.20.8.0_22" "net-10.40.0.0_16"' : '"all"'}`,
      `set dstaddr ${way === "from" ? '"all"' : '"net-172.20.8.0_22" "net-10.40.0.0_16"'}`,
      'set service "ALL"',
      'set schedule "always"',
      "set action deny",
      "set logtraffic all",
      "next",
    ]),
    "end",
  ]);
});

describe("the sheet", () => {
  test("says first what is left to fill in, and nothing when all is known", () => {
    expect(lines("sheet.md", siteKit(intent, "main-campus")).slice(1, 8)).toEqual([
      "# Site main-campus of network st-marys",
      "",
      "**To fill in first:**",
      "",
      "- AWS's addresses of the tunnels. Until they are known, names that end in `.invalid` stand in their place. Deploy, then `terraform output -json > outputs.json`, and write this kit again with `--outputs outputs.json`.",
      "- The VLAN of reading-room (`seg-77aa0012`) in `cisco-ios.cfg`.",
      "",
    ]);
    expect(siteKit(network(), "main-campus", ends)[0]!.text).not.toMatch(/To fill in|\.invalid/);
  });

  test("tells who is behind each label, each tunnel's ends, and what may cross", () => {
    const table = (title: string) => {
      const all = lines("sheet.md");
      const rows = all.slice(all.indexOf(title)).slice(2);
      return rows.slice(0, rows.indexOf(""));
    };
    expect(table("## Segments")).toEqual([
      "| segment | on devices | VLAN | blocks | kind | criticality | owner |",
      "| --- | --- | --- | --- | --- | --- | --- |",
      "| ward-pumps | `seg-3f9a61c0` | 108 | `172.20.8.0/22` | medical-device | life-critical | clinical engineering |",
      "| reading-room | `seg-77aa0012` | to fill in | `172.20.16.0/24` `172.20.20.0/24` | medical-device | life-critical | clinical engineering |",
    ]);
    expect(lines("sheet.md").filter((line) => /^\| `site-.*xfrm/.test(line))).toEqual([
      "| `site-0c77d2ab-primary-1` | `198.51.100.1` | `169.254.10.0/30` | `169.254.10.1` | `169.254.10.2` | `xfrm2560` |",
      "| `site-0c77d2ab-primary-2` | `198.51.100.2` | `169.254.10.4/30` | `169.254.10.5` | `169.254.10.6` | `xfrm2564` |",
    ]);
    expect(
      lines("sheet.md")
        .filter((line) => line.startsWith("| `flow-"))
        .map((line) => line.slice(24))
        .sort(),
    ).toEqual([
      "archive `10.40.6.0/23` | reading-room `172.20.16.0/24` `172.20.20.0/24` | Service media (udp 5000–5010) | Drug library | clinical engineering |  |",
      "pump-server `10.40.2.0/23` | ward-pumps `172.20.8.0/22` | Service echo (icmp 8/0) | Drug library | clinical engineering |  |",
      "reading-room `172.20.16.0/24` `172.20.20.0/24` | archive `10.40.6.0/23` | Service gre (protocol 47) | Drug library | clinical engineering |  |",
      "ward-pumps `172.20.8.0/22` | pump-server `10.40.2.0/23` | Service alaris (tcp 3613) | Drug library | clinical engineering |  |",
    ]);
  });

  test("tells a site with BGP its neighbours, what to announce and what to accept, and a static one its routes", () => {
    const bgp = siteKit({ ...intent, sites: [site({ routing: "bgp" })] }, "main-campus", ends);
    const routes = (of: typeof kit) => {
      const all = lines("sheet.md", of);
      return all.slice(all.indexOf("## Routes") + 2, all.indexOf("## What may cross") - 1);
    };
    expect(routes(bgp)).toEqual([
      "| tunnel | neighbour | its ASN | own address | own ASN |",
      "| --- | --- | --- | --- | --- |",
      "| `site-0c77d2ab-primary-1` | `169.254.10.1` | 64512 | `169.254.10.2` | 65010 |",
      "| `site-0c77d2ab-primary-2` | `169.254.10.5` | 64512 | `169.254.10.6` | 65010 |",
      "",
      "Keepalive 10 s, hold time 30 s. Both sessions of a gateway stay up.",
      "",
      "- **Announce** exactly these: `172.20.8.0/22`, `172.20.16.0/24`, `172.20.20.0/24`. A default route or a summary would bring traffic here that nobody declared; more than 100 routes make AWS close the session.",
      "- **Accept** exactly `10.40.0.0/16`: AWS announces the whole network. What may really cross is in the allow list: `10.40.2.0/23`.",
    ]);
    const transit = { ...intent, siteEdge: "transit-gateway" as const, sites: [site({ routing: "bgp" })] };
    expect(routes(siteKit(transit, "main-campus", ends)).at(-1)).toBe(
      "- **Accept** exactly these: `10.40.2.0/23`. The transit gateway holds wider blocks of private addresses to drop them; never accept one of those.",
    );
    expect(routes(kit).slice(0, 3)).toEqual([
      "Route these blocks, and no others, into the tunnels of each gateway, tunnel 1 first:",
      "",
      "- `10.40.2.0/23`",
    ]);
  });
});
