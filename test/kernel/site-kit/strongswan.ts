/**
 * Real strongSwan in a namespace: a daemon of its own, with its own folder, socket and log.
 *
 * IPsec is strongSwan's own, in user space, so that no kernel needs to have any: it encrypts what is routed into `ipsec0`.
 */
import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { run } from "../rig/tools";

const daemon = "/usr/lib/ipsec/charon";
const plugin = (name: string) => `/usr/lib/ipsec/plugins/libstrongswan-${name}.so`;
const needed = {
  [daemon]: "strongswan-charon",
  "/usr/sbin/swanctl": "strongswan-swanctl",
  [plugin("kernel-libipsec")]: "libcharon-extra-plugins",
  [plugin("openssl")]: "libstrongswan-standard-plugins",
  "/usr/bin/openssl": "openssl",
} as const;

/** @throws when something is missing: a test that did not run has shown nothing */
export function requireStrongswan(): void {
  const missing = Object.entries(needed).filter(([file]) => !existsSync(file));
  if (missing.length === 0) return;
  const packages = missing.map(([, from]) => from).join(", ");
  throw new Error(`${missing.map(([file]) => file).join(", ")} missing; install the Debian packages ${packages}`);
}

/** Files of `/etc/swanctl`, by path in it. */
export type Files = Readonly<Record<string, string>>;

export class Strongswan {
  private constructor(
    private readonly folder: string,
    private readonly namespace: string,
    private readonly process: ChildProcess,
  ) {}

  /** Starts a daemon in a namespace. Stop it, whatever happens. */
  public static async start(namespace: string): Promise<Strongswan> {
    const folder = mkdtempSync(join(tmpdir(), "cordon-strongswan-"));
    writeFileSync(join(folder, "strongswan.conf"), settings(folder));
    // Its process file has one fixed place, so each has a /run of its own. It goes when the test's process goes.
    // Without a name server, names that resolve nowhere do so at once.
    writeFileSync(join(folder, "resolv.conf"), "");
    const inside = `mount -t tmpfs tmpfs /run && mount --bind ${folder}/resolv.conf /etc/resolv.conf && exec ${daemon}`;
    const child = spawn(
      "setpriv",
      ["--pdeathsig", "KILL", "ip", "netns", "exec", namespace, "unshare", "-m", "sh", "-c", inside],
      { env: environment(folder), stdio: "ignore" },
    );
    const started = new Strongswan(folder, namespace, child);
    for (let tries = 0; tries < 100 && !existsSync(join(folder, "vici")); tries += 1) await setTimeout(100);
    if (existsSync(join(folder, "vici"))) return started;
    const log = started.log();
    await started.stop();
    throw new Error(`strongSwan did not start: ${log}`);
  }

  /** Loads a configuration and nothing but it; returns what was said, errors too. */
  public load(configuration: string, files: Files = {}): string {
    for (const [path, text] of Object.entries({ "swanctl.conf": configuration, ...files })) {
      mkdirSync(dirname(join(this.folder, path)), { recursive: true });
      writeFileSync(join(this.folder, path), text);
    }
    const { status, said } = this.ask("--load-all", "--clear", "--file", join(this.folder, "swanctl.conf"));
    if (status !== 0) throw new Error(`not loaded: ${said}`);
    return said;
  }

  /** Opens a tunnel; whether it is open then, and what was said. */
  public open(child: string, seconds = 20): { readonly isOpen: boolean; readonly said: string } {
    const { status, said } = this.ask("--initiate", "--child", child, "--timeout", String(seconds));
    return { isOpen: status === 0, said };
  }

  /** Makes new keys for a tunnel's traffic. */
  public async rekey(child: string): Promise<void> {
    const { status, said } = this.ask("--rekey", "--child", child);
    if (status !== 0) throw new Error(`no new keys: ${said}`);
    await setTimeout(1000);
  }

  public close(): void {
    for (const name of new Set([...this.associations().matchAll(/^(\S+): #/gm)].map(([, found]) => found ?? "")))
      this.ask("--terminate", "--ike", name);
  }

  /** The open associations, as `swanctl` lists them. */
  public associations(): string {
    return this.ask("--list-sas").said;
  }

  /** The loaded connections, as `swanctl` lists them. */
  public connections(): string {
    return this.ask("--list-conns").said;
  }

  public log(): string {
    const file = join(this.folder, "log");
    return existsSync(file) ? readFileSync(file, "utf8") : "";
  }

  /** Gives this end its address inside the tunnel. */
  public async inside(address: string): Promise<void> {
    await run("ip", ["-n", this.namespace, "addr", "flush", "dev", "ipsec0", "scope", "global"]);
    await run("ip", ["-n", this.namespace, "addr", "add", `${address}/30`, "dev", "ipsec0"]);
  }

  /** Whether an address answers from here. */
  public pings(address: string): boolean {
    const { status } = spawnSync("ip", ["netns", "exec", this.namespace, "fping", "-r1", "-t500", address]);
    return status === 0;
  }

  public async stop(): Promise<void> {
    if (this.process.exitCode === null && this.process.signalCode === null) {
      const gone = once(this.process, "exit");
      this.process.kill("SIGTERM");
      await Promise.race([gone, setTimeout(5000, undefined, { ref: false }).then(() => this.process.kill("SIGKILL"))]);
      await gone;
    }
    rmSync(this.folder, { recursive: true, force: true });
  }

  private ask(...args: readonly string[]): { readonly status: number | null; readonly said: string } {
    const uri = `unix://${join(this.folder, "vici")}`;
    const { status, stdout, stderr } = spawnSync("swanctl", [...args, "--uri", uri], {
      env: { ...environment(this.folder), SWANCTL_DIR: this.folder },
      encoding: "utf8",
    });
    return { status, said: `${stdout}${stderr}` };
  }
}

function environment(folder: string): NodeJS.ProcessEnv {
  return { ...process.env, STRONGSWAN_CONF: join(folder, "strongswan.conf") };
}

function settings(folder: string): string {
  return `
charon {
  load = random nonce openssl pem pkcs1 x509 pubkey constraints kdf kernel-libipsec kernel-netlink socket-default vici
  install_routes = no
  retransmit_timeout = 1
  retransmit_tries = 2
  plugins {
    # It routes all that the selectors name into ipsec0, and its own packets must not go there.
    kernel-netlink {
      fwmark = !0x42
    }
    socket-default {
      fwmark = 0x42
    }
    vici {
      socket = unix://${join(folder, "vici")}
    }
  }
  filelog {
    all {
      path = ${join(folder, "log")}
      default = 1
      cfg = 2
      flush_line = yes
    }
  }
}
swanctl {
  load = random openssl pem pkcs1 x509 pubkey
}
`;
}
