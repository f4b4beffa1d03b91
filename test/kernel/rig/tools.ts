/** The programs that a test with real packets needs. Without one of them nothing was shown, so its absence is a failure. */
import { spawn, spawnSync } from "node:child_process";

const needed = { ip: "iproute2", nft: "nftables", fping: "fping" } as const;

/** @throws when a program is missing, or when namespaces may not be made */
export function requireTools(path = process.env["PATH"] ?? ""): void {
  const missing = Object.entries(needed).filter(
    ([name]) => spawnSync("sh", ["-c", `command -v ${name}`], { env: { PATH: path } }).status !== 0,
  );
  if (missing.length > 0)
    throw new Error(
      `real packets need ${missing.map(([name]) => name).join(", ")} on PATH; install the Debian packages ${missing.map(([, from]) => from).join(", ")}`,
    );
  if (process.getuid?.() !== 0)
    throw new Error("real packets need network namespaces, which only root may make; run as root");
}

/** Runs a program to its end. */
export function run(program: string, args: readonly string[], input = ""): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: ["pipe", "pipe", "pipe"] });
    let [out, err] = ["", ""];
    child.stdout.on("data", (data: Buffer) => (out += data.toString()));
    child.stderr.on("data", (data: Buffer) => (err += data.toString()));
    child.on("error", reject);
    child.on("close", (code) => {
      if (code === 0) resolve(out);
      else
        reject(
          new Error(
            `${[program, ...args].join(" ")} failed: ${err}${input === "" ? "" : `\nits input was:\n${input}`}`,
          ),
        );
    });
    child.stdin.on("error", () => undefined);
    child.stdin.end(input);
  });
}
