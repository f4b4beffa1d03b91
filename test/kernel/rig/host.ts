/** The process that speaks for one host, as the test sees it. */
import { spawn, type ChildProcessWithoutNullStreams } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";

/** One question to the network: does this get there, and its answer back? */
export interface Probe {
  readonly id: number;
  readonly protocol: "tcp" | "udp" | "icmp";
  /** Address of the other end. */
  readonly to: string;
  /** Name of the other end, which must be the one that answers. */
  readonly peer: string;
  /** Zero for ICMP, which is always an echo request. */
  readonly port: number;
  readonly clientPort: number;
}

export interface Ports {
  readonly tcp: readonly number[];
  readonly udp: readonly number[];
}

export class Host {
  private readonly process: ChildProcessWithoutNullStreams;
  private readonly answers: AsyncIterator<string>;
  private errors = "";

  public constructor(
    namespace: string,
    private readonly name: string,
  ) {
    this.process = spawn(
      "ip",
      ["netns", "exec", namespace, process.execPath, join(__dirname, "host-process.cjs"), name],
      {
        stdio: ["pipe", "pipe", "pipe"],
      },
    );
    this.process.stderr.on("data", (data: Buffer) => (this.errors += data.toString()));
    this.process.stdin.on("error", () => undefined);
    this.answers = createInterface({ input: this.process.stdout })[Symbol.asyncIterator]();
  }

  /** Answers on these ports from now on, in both families. */
  public async listen(ports: Ports): Promise<void> {
    await this.order({ listen: ports });
  }

  /** The probes that were answered, by whom. @param wait - milliseconds after which an answer no longer counts */
  public async send(probes: readonly Probe[], wait: number): Promise<ReadonlyMap<number, string>> {
    const answer = await this.order({ probes, wait });
    return new Map(Object.entries(answer).map(([id, who]) => [Number(id), who]));
  }

  public async close(): Promise<void> {
    if (this.process.exitCode !== null) return;
    const gone = once(this.process, "exit");
    this.process.stdin.end();
    await gone;
  }

  private async order(order: object): Promise<Record<string, string>> {
    this.process.stdin.write(`${JSON.stringify(order)}\n`);
    const { value, done } = await this.answers.next();
    if (done === true) throw new Error(`the process of ${this.name} ended: ${this.errors}`);
    const answer = JSON.parse(value) as Record<string, string>;
    const error = answer["error"] ?? Object.values(answer).find((who) => who.startsWith("error "));
    if (error !== undefined) throw new Error(`${this.name}: ${error}`);
    return answer;
  }
}
