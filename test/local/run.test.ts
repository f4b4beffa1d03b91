import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { findProcess } from "../../bin/local/processes";
import { complaints, run, withoutColours, type Command } from "../../bin/local/run";

const folder = mkdtempSync(join(tmpdir(), "cordon-run-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const command = (program: string, more: Partial<Command> = {}): Command => ({
  title: "a program",
  program: process.execPath,
  arguments: ["-e", program],
  folder,
  environment: process.env,
  limit: 20,
  log: join(folder, "log"),
  shape: "plain",
  ...more,
});
const never = new AbortController().signal;

test("a command's exit code, output and lines are kept, and its log has all of it", async () => {
  const seen: string[] = [];
  const program =
    "process.stdout.write('one\\ntw');process.stdout.write('o\\n');console.error('\\u001b[31mthree\\u001b[0m');process.exitCode=3";
  const finished = await run(command(program, { onLine: (line) => seen.push(line) }), never);
  expect(finished.code).toBe(3);
  expect(finished.output).toBe("one\ntwo\n");
  expect([...finished.lines].sort()).toEqual(["one", "three", "two"]);
  expect(seen).toEqual(finished.lines);
  await sleep(50);
  expect(readFileSync(join(folder, "log"), "utf8")).toContain("three");
});

test("refuses to wait longer than the limit, and ends what runs", async () => {
  let pid = 0;
  const slow = command("console.log(process.pid);setInterval(()=>{},1000)", {
    limit: 1,
    onLine: (line) => (pid = Number(line)),
  });
  await expect(run(slow, never)).rejects.toThrow("a program did not end in 1 s");
  expect(await findProcess(pid)).toBeUndefined();
}, 20_000);

test("an interrupt ends what runs", async () => {
  const abort = new AbortController();
  let pid = 0;
  const slow = command("console.log(process.pid);setInterval(()=>{},1000)", {
    onLine: (line) => {
      pid = Number(line);
      abort.abort();
    },
  });
  await expect(run(slow, abort.signal)).rejects.toMatchObject({ name: "Interrupted" });
  expect(await findProcess(pid)).toBeUndefined();
}, 20_000);

test("refuses a program that is not there, by name", async () => {
  await expect(run(command("", { program: join(folder, "none") }), never)).rejects.toThrow(
    "a program cannot be started",
  );
});

test("colours and cursor movements are taken out of text", () => {
  expect(withoutColours("\u001b[2K\u001b[1A\u001b[31mError\u001b[0m\r")).toBe("Error");
});

test("Terraform's complaints are found between what else the command prints", () => {
  const lines = [
    "1 Stack deploying     0 Stacks done     0 Stacks waiting",
    "play  ╷",
    "      │ Error: creating VPC: refused",
    "      │   with aws_vpc.x,",
    "      ╵",
    "0 Stacks deploying     1 Stack done     0 Stacks waiting",
  ];
  expect(complaints(lines)).toEqual(["Error: creating VPC: refused", "  with aws_vpc.x,"]);
});
