/**
 * Network namespaces that go when the test goes, however it goes.
 *
 * A keeper, in a session of its own, holds the list. It deletes them all when its input ends: when the test is done, fails,
 * is interrupted or is killed.
 */
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { run } from "./tools";

const keeper = `
trap '' HUP INT TERM
names=
while read -r name; do names="$names $name"; done
for name in $names; do
  for try in 1 2 3 4 5; do ip netns del "$name" 2>/dev/null && break; sleep 0.1; done
done
`;

let made = 0;

export class Namespaces {
  private readonly keeper: ChildProcess;

  public constructor() {
    this.keeper = spawn("sh", ["-c", keeper], { detached: true, stdio: ["pipe", "ignore", "ignore"] });
  }

  /** A new namespace, with nothing in it but loopback; returns its name. */
  public async add(): Promise<string> {
    made += 1;
    const name = `cordon-${String(process.pid)}-${String(made)}`;
    this.keeper.stdin?.write(`${name}\n`);
    await run("ip", ["netns", "add", name]);
    return name;
  }

  /** Deletes all of them. */
  public async close(): Promise<void> {
    const gone = once(this.keeper, "exit");
    this.keeper.stdin?.end();
    await gone;
  }
}
