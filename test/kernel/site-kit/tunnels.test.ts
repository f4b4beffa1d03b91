/**
 * Two real strongSwans: one with the kit's file, and one that is told what AWS is told, from the intent's own options.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { tunnelPolicies, type IntentSite, type PhaseOptions, type TunnelOptions } from "../../../lib/model";
import { siteKit, type TunnelEnds } from "../../../lib/report";
import { network, site } from "../../report/site-kit/network";
import { Namespaces } from "../rig/namespaces";
import { requireTools, run } from "../rig/tools";
import { Strongswan, requireStrongswan, type Files } from "./strongswan";

const here = "203.0.113.10";
const aws = ["198.51.100.1", "198.51.100.2"] as const;
const vpn = "vpn-0123456789abcdef0";
const ends: TunnelEnds = { primary: { connectionId: vpn, tunnels: aws } };
const first = "site-0c77d2ab-primary-1";

const namespaces = new Namespaces();
let ours: Strongswan;
let theirs: Strongswan;

beforeAll(async () => {
  requireTools();
  requireStrongswan();
  const [one, other] = [await namespaces.add(), await namespaces.add()];
  await run("ip", ["link", "add", "wan0", "netns", one, "type", "veth", "peer", "name", "wan0", "netns", other]);
  const up = async (name: string, ...addresses: readonly string[]) => {
    for (const address of addresses) await run("ip", ["-n", name, "addr", "add", `${address}/32`, "dev", "wan0"]);
    for (const device of ["lo", "wan0"]) await run("ip", ["-n", name, "link", "set", device, "up"]);
  };
  await up(one, here);
  await up(other, ...aws);
  await run("ip", ["-n", one, "route", "add", "default", "dev", "wan0", "src", here]);
  await run("ip", ["-n", other, "route", "add", "default", "dev", "wan0"]);
  ours = await Strongswan.start(one);
  theirs = await Strongswan.start(other);
});

afterAll(async () => {
  await Promise.all([ours.stop(), theirs.stop()]);
  await namespaces.close();
});

afterEach(() => {
  ours.close();
  theirs.close();
});

const keys: Readonly<Record<string, string>> = { [aws[0]]: "Key_of.tunnel1", [aws[1]]: "Key_of.tunnel2" };
const secrets = `secrets {\n${aws.map((address, index) => `  ike-${String(index)} {\n    id = ${address}\n    secret = "${keys[address]!}"\n  }\n`).join("")}}\n`;

/** Its tunnels carry every address, as those of a site that uses BGP do. */
const overBgp = { awsSelector: "0.0.0.0/0" } as const;

/** The kit's file of the gateway, loaded as the sheet says. */
function loadOurs(more: Partial<IntentSite> = {}, files: Files = { "site-0c77d2ab-primary.secrets": secrets }): string {
  const kit = siteKit(network({ sites: [site({ ...overBgp, ...more })] }), "main-campus", ends);
  return ours.load(kit.find(({ file }) => file === "swanctl-primary.conf")!.text, files);
}

/** AWS's words, as IKE has them (IANA, "Transform Type Values") and as strongSwan spells them: written apart from the kit. */
const spelled = {
  AES128: ["AES_CBC_128", "aes128"],
  AES256: ["AES_CBC_256", "aes256"],
  "AES128-GCM-16": ["AES_GCM_16_128", "aes128gcm16"],
  "AES256-GCM-16": ["AES_GCM_16_256", "aes256gcm16"],
} as const;
const hashes = {
  "SHA2-256": ["HMAC_SHA2_256_128", "sha256", "PRF_HMAC_SHA2_256"],
  "SHA2-384": ["HMAC_SHA2_384_192", "sha384", "PRF_HMAC_SHA2_384"],
  "SHA2-512": ["HMAC_SHA2_512_256", "sha512", "PRF_HMAC_SHA2_512"],
} as const;
const groups = {
  14: ["MODP_2048", "modp2048"],
  15: ["MODP_3072", "modp3072"],
  16: ["MODP_4096", "modp4096"],
  17: ["MODP_6144", "modp6144"],
  18: ["MODP_8192", "modp8192"],
  19: ["ECP_256", "ecp256"],
  20: ["ECP_384", "ecp384"],
  21: ["ECP_521", "ecp521"],
} as const;

/** One proposal for each combination that AWS accepts. */
function combinations({ encryption, integrity, dhGroups }: PhaseOptions, phase: "ike" | "esp"): readonly string[] {
  return encryption.flatMap((cipher) =>
    dhGroups.flatMap((group) =>
      cipher.includes("GCM") && phase === "esp"
        ? [`${spelled[cipher][1]}-${groups[group][1]}`]
        : integrity.map((hash) => {
            const check = cipher.includes("GCM") ? `prf${hashes[hash][1]}` : hashes[hash][1];
            return `${spelled[cipher][1]}-${check}-${groups[group][1]}`;
          }),
    ),
  );
}

interface Peer {
  readonly ike: readonly string[];
  readonly esp: readonly string[];
}

const asAws = ({ phase1, phase2 }: TunnelOptions): Peer => ({
  ike: combinations(phase1, "ike"),
  esp: combinations(phase2, "esp"),
});

/** The other side: AWS's two ends, each for one tunnel. */
function loadTheirs({ ike, esp }: Peer): void {
  const connections = aws.map(
    (address, index) => `
  tunnel${String(index + 1)} {
    version = 2
    local_addrs = ${address}
    remote_addrs = ${here}
    proposals = ${ike.join(",")}
    local {
      auth = psk
      id = ${address}
    }
    remote {
      auth = psk
      id = ${here}
    }
    children {
      tunnel${String(index + 1)} {
        local_ts = 0.0.0.0/0
        remote_ts = 0.0.0.0/0
        esp_proposals = ${esp.join(",")}
      }
    }
  }`,
  );
  theirs.load(`connections {${connections.join("")}\n}\n${secrets}`);
}

/** The offers that the log of the other side saw, last of all: each as the set of combinations that it stands for. */
function offered(protocol: "IKE" | "ESP"): ReadonlySet<string> {
  const lines = [...theirs.log().matchAll(/received proposals: (.*)$/gm)].map(([, said]) => said ?? "");
  const last = lines.filter((line) => line.startsWith(`${protocol}:`)).at(-1) ?? "";
  const proposals = last.split(", ").map((proposal) => proposal.slice(4).split("/"));
  return new Set(proposals.flatMap((transforms) => products(transforms)));
}

const kinds = [/^(AES_CBC|AES_GCM_16)_\d+$/, /^HMAC_/, /^PRF_/, /^(MODP|ECP)_/, /^NO_EXT_SEQ$/];

function products(transforms: readonly string[]): readonly string[] {
  const sorted = kinds.map((kind) => transforms.filter((transform) => kind.test(transform)));
  expect(sorted.flat().sort()).toEqual([...transforms].sort());
  return sorted
    .filter((choices) => choices.length > 0)
    .reduce<readonly string[]>(
      (all, choices) => all.flatMap((one) => choices.map((choice) => `${one} ${choice}`)),
      [""],
    );
}

/** What AWS is told, as combinations of transforms. An integrity without AEAD comes with the function of the same hash. */
function accepted({ encryption, integrity, dhGroups }: PhaseOptions, phase: "ike" | "esp"): ReadonlySet<string> {
  const each = encryption.flatMap((cipher) =>
    dhGroups.flatMap((group) => {
      const [name, dh] = [spelled[cipher][0], groups[group][0]];
      if (phase === "esp")
        return cipher.includes("GCM")
          ? [` ${name} ${dh} NO_EXT_SEQ`]
          : integrity.map((hash) => ` ${name} ${hashes[hash][0]} ${dh} NO_EXT_SEQ`);
      return cipher.includes("GCM")
        ? integrity.map((hash) => ` ${name} ${hashes[hash][2]} ${dh}`)
        : integrity.flatMap((hash) =>
            integrity.map((other) => ` ${name} ${hashes[hash][0]} ${hashes[other][2]} ${dh}`),
          );
    }),
  );
  return new Set(each);
}

const custom: TunnelOptions = {
  ...tunnelPolicies.strict,
  phase1: { encryption: ["AES256"], integrity: ["SHA2-512"], dhGroups: [16], lifetimeSeconds: 900 },
  phase2: { encryption: ["AES128-GCM-16", "AES256"], integrity: ["SHA2-256"], dhGroups: [15], lifetimeSeconds: 900 },
  rekeyMarginSeconds: 450,
  startupAction: "add",
};

describe.each([
  ["strict", tunnelPolicies.strict],
  ["baseline", tunnelPolicies.baseline],
  ["custom", custom],
] as const)("a site under %s", (policy, tunnel) => {
  test("The file loads, and asks for the secrets beside it.", () => {
    const said = loadOurs({ policy, tunnel });
    expect(said).toMatch(/successfully loaded 2 connections/);
    expect([...said.matchAll(/loaded ike secret/g)]).toHaveLength(2);
    expect(said).not.toMatch(/invalid|unknown|error/i);
  });

  test("Both tunnels open with AWS's options, and offer exactly what AWS accepts, at first and for new keys.", async () => {
    loadTheirs(asAws(tunnel));
    loadOurs({ policy, tunnel });
    for (const number of [1, 2]) {
      const name = `site-0c77d2ab-primary-${String(number)}`;
      expect(ours.open(name)).toMatchObject({ isOpen: true });
      expect(ours.associations()).toMatch(new RegExp(`^ {2}${name}: #\\d+, reqid \\d+, INSTALLED, TUNNEL`, "m"));
      expect(offered("IKE")).toEqual(accepted(tunnel.phase1, "ike"));
      await ours.rekey(name);
      expect(offered("ESP")).toEqual(accepted(tunnel.phase2, "esp"));
      expect(ours.associations()).toMatch(new RegExp(`^ {2}${name}: #\\d+, reqid \\d+, INSTALLED, TUNNEL`, "m"));
      ours.close();
    }
  });

  test("A packet goes through each tunnel, and back.", async () => {
    loadTheirs(asAws(tunnel));
    loadOurs({ policy, tunnel });
    for (const [index, third] of [0, 4].entries()) {
      const [awsInside, siteInside] = [`169.254.10.${String(third + 1)}`, `169.254.10.${String(third + 2)}`];
      await ours.inside(siteInside);
      await theirs.inside(awsInside);
      expect(ours.pings(awsInside)).toBe(false);
      expect(ours.open(`site-0c77d2ab-primary-${String(index + 1)}`).isOpen).toBe(true);
      expect(ours.pings(awsInside)).toBe(true);
      expect(ours.associations()).toMatch(/ in +\w+ .*[1-9]\d* packets/);
      ours.close();
      theirs.close();
    }
  });
});

const strict = asAws(tunnelPolicies.strict);

test("A site with static routes opens tunnels for the network's block alone.", async () => {
  loadTheirs(asAws(tunnelPolicies.strict));
  loadOurs({ awsSelector: "10.40.0.0/16" });
  await ours.inside("169.254.10.2");
  await theirs.inside("10.40.0.1");
  expect(ours.open("site-0c77d2ab-primary-1").isOpen).toBe(true);
  expect(ours.associations()).toMatch(/remote +10\.40\.0\.0\/16/);
  expect(ours.pings("10.40.0.1")).toBe(true);
  ours.close();
  theirs.close();
});

describe("under strict", () => {
  test("Each accepted group alone is enough.", () => {
    loadOurs();
    for (const group of ["ecp256", "ecp384", "ecp521"]) {
      loadTheirs({ ike: [`aes256gcm16-prfsha384-${group}`], esp: [`aes256gcm16-${group}`] });
      expect(theirs.open("tunnel1")).toMatchObject({ isOpen: true });
      expect(theirs.associations()).toMatch(
        new RegExp(`AES_GCM_16-256/PRF_HMAC_SHA2_384/${group.replace("ecp", "ECP_")}`),
      );
      theirs.close();
    }
  });

  test.each([
    ["AES128, SHA1 and group 2", { ike: ["aes128-sha1-modp1024"], esp: ["aes128-sha1-modp1024"] }],
    ["a shorter key", { ...strict, ike: ["aes128gcm16-prfsha384-ecp384"] }],
    ["another mode", { ...strict, ike: ["aes256-sha384-ecp384"] }],
    ["a weaker hash", { ...strict, ike: ["aes256gcm16-prfsha256-ecp384"] }],
    ["a weaker group", { ...strict, ike: ["aes256gcm16-prfsha384-modp2048"] }],
    ["a shorter key for the traffic", { ...strict, esp: ["aes128gcm16-ecp384"] }],
    ["another mode for the traffic", { ...strict, esp: ["aes256-sha384-ecp384"] }],
  ] as const)("refuses a peer that offers only %s", (_, peer) => {
    loadOurs();
    loadTheirs(peer);
    const { isOpen, said } = theirs.open("tunnel1");
    expect(isOpen).toBe(false);
    expect(said).toMatch(/NO_PROPOSAL_CHOSEN/);
    expect(ours.associations()).not.toMatch(/INSTALLED/);
  });

  test("AWS's options refuse a site that offers only AES128, SHA1 and group 2.", () => {
    loadTheirs(strict);
    const kit = siteKit(network({ sites: [site(overBgp)] }), "main-campus", ends).find(
      ({ file }) => file === "swanctl-primary.conf",
    )!.text;
    const weak = kit.replaceAll(/^( +)(esp_)?proposals = .*$/gm, "$1$2proposals = aes128-sha1-modp1024");
    ours.load(weak, { "site-0c77d2ab-primary.secrets": secrets });
    const { isOpen, said } = ours.open(first);
    expect(isOpen).toBe(false);
    expect(said).toMatch(/NO_PROPOSAL_CHOSEN/);
  });

  test("refuses new keys without the group that gives perfect forward secrecy", async () => {
    loadTheirs({ ...strict, esp: ["aes256gcm16"] });
    loadOurs();
    expect(theirs.open("tunnel1").isOpen).toBe(true);
    const before = theirs.log().length;
    await theirs.rekey("tunnel1");
    expect(theirs.log().slice(before)).toMatch(/NO_PROPOSAL_CHOSEN/);
  });

  test("refuses a peer with another key", () => {
    loadTheirs(strict);
    loadOurs({}, { "site-0c77d2ab-primary.secrets": secrets.replaceAll("Key_of", "No_key_of") });
    const { isOpen, said } = ours.open(first);
    expect(isOpen).toBe(false);
    expect(said).toMatch(/AUTHENTICATION_FAILED/);
  });
});

test("Without AWS's addresses the file loads, and opens nothing.", () => {
  const kit = siteKit(network({ sites: [site(overBgp)] }), "main-campus").find(
    ({ file }) => file === "swanctl-primary.conf",
  )!.text;
  expect(ours.load(kit)).toMatch(/successfully loaded 2 connections/);
  expect(ours.open(first, 3).isOpen).toBe(false);
});

describe("with certificates", () => {
  const gateways = [{ ...site().gateways[0]!, certificateArn: "arn:aws:acm:us-east-1:111122223333:certificate/one" }];
  const amazon = "/C=US/ST=WA/L=Seattle/O=Amazon.com/OU=AWS";

  /** Files of both ends, all certificates by one private CA. */
  function certificates(awsName: string): { readonly ours: Files; readonly theirs: Files } {
    const folder = mkdtempSync(join(tmpdir(), "cordon-certificates-"));
    const openssl = (...args: readonly string[]) => {
      const { status, stderr } = spawnSync("openssl", args, { cwd: folder, encoding: "utf8" });
      if (status !== 0) throw new Error(stderr);
    };
    const key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-384", "-nodes"];
    const made = (name: string, subject: string) => {
      openssl("req", "-new", ...key, "-keyout", `${name}.key`, "-out", `${name}.csr`, "-subj", subject);
      openssl(
        "x509",
        "-req",
        "-in",
        `${name}.csr`,
        "-CA",
        "ca.pem",
        "-CAkey",
        "ca.key",
        "-CAcreateserial",
        "-days",
        "2",
        "-out",
        `${name}.pem`,
      );
    };
    const text = (file: string) => readFileSync(join(folder, file), "utf8");
    try {
      openssl("req", "-x509", ...key, "-keyout", "ca.key", "-out", "ca.pem", "-days", "2", "-subj", "/CN=Private CA");
      made("site", "/CN=gateway");
      made("aws", awsName);
      const ca = { "x509ca/site-0c77d2ab-ca.pem": text("ca.pem") };
      return {
        ours: { ...ca, "x509/site-0c77d2ab-primary.pem": text("site.pem"), "private/site.pem": text("site.key") },
        theirs: { ...ca, "x509/aws.pem": text("aws.pem"), "private/aws.pem": text("aws.key") },
      };
    } finally {
      rmSync(folder, { recursive: true });
    }
  }

  function loadBoth(awsName: string): void {
    const files = certificates(awsName);
    theirs.load(
      `connections {
  tunnel1 {
    version = 2
    local_addrs = ${aws[0]}
    proposals = ${strict.ike.join(",")}
    local {
      auth = pubkey
      certs = aws.pem
    }
    remote {
      auth = pubkey
      cacerts = site-0c77d2ab-ca.pem
    }
    children {
      tunnel1 {
        local_ts = 0.0.0.0/0
        remote_ts = 0.0.0.0/0
        esp_proposals = ${strict.esp.join(",")}
      }
    }
  }
}
`,
      files.theirs,
    );
    expect(loadOurs({ gateways }, files.ours)).toMatch(/successfully loaded 2 connections/);
  }

  test("A tunnel opens to the end whose certificate names its VPN connection and tunnel.", () => {
    loadBoth(`${amazon}/CN=${vpn}.endpoint-0`);
    expect(ours.open(first)).toMatchObject({ isOpen: true });
  });

  test.each([
    ["the other tunnel", `${amazon}/CN=${vpn}.endpoint-1`],
    ["another VPN connection", `${amazon}/CN=vpn-0ffffffffffffffff.endpoint-0`],
    ["another gateway of the same CA", "/CN=gateway2"],
  ])("refuses a certificate of %s", (_, name) => {
    loadBoth(name);
    expect(ours.open(first).isOpen).toBe(false);
  });
});
