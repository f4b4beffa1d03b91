/** The emulator's process: `node emulator-process.js PROGRAM -H 127.0.0.1 -p PORT` runs moto behind a server on that port. */
import { spawn } from "node:child_process";
import { answerOnce } from "./answered-once";
import { freePort } from "./emulator";

const [program = "", , , , port] = process.argv.slice(2);

async function main(): Promise<void> {
  const behind = await freePort();
  const moto = spawn(program, ["-H", "127.0.0.1", "-p", String(behind)], { stdio: "inherit" });
  moto.on("error", () => process.exit(1));
  moto.on("exit", (code) => process.exit(code ?? 1));
  answerOnce(Number(port), behind).on("error", () => {
    moto.kill();
    process.exit(1);
  });
}

void main();
