import { spawn } from "node:child_process";
import { once } from "node:events";
import { findProcess, listProcesses, parsePs, stopTree, treeOf } from "../../bin/local/processes";

const entry = (pid: number, parent: number) => ({ pid, parent, started: String(pid), command: "x" });

test("a tree is a process and all below it, and no one else", () => {
  const all = [entry(1, 0), entry(5, 1), entry(9, 5), entry(7, 1), entry(6, 9)];
  expect(treeOf(5, all).map(({ pid }) => pid)).toEqual([5, 9, 6]);
  expect(treeOf(99, all)).toEqual([]);
});

test("what ps prints is read: pid, parent, start and command", () => {
  const text =
    "    1     0 Mon Nov 23 20:29:01 2026 /sbin/init\n 4242  1 Tue Nov  3 01:02:03 2026 moto_server -H 127.0.0.1 -p 5000\nnonsense\n";
  expect(parsePs(text)).toEqual([
    { pid: 1, parent: 0, started: "Mon Nov 23 20:29:01 2026", command: "/sbin/init" },
    { pid: 4242, parent: 1, started: "Tue Nov 3 01:02:03 2026", command: "moto_server -H 127.0.0.1 -p 5000" },
  ]);
});

test("this process is found, with its parent and command", async () => {
  const self = await findProcess(process.pid);
  expect(self?.parent).toBe(process.ppid);
  expect(self?.command).toContain("node");
});

test("a process that is gone is not found", async () => {
  const child = spawn(process.execPath, ["-e", "0"]);
  await once(child, "close");
  expect(await findProcess(child.pid ?? 0)).toBeUndefined();
});

test("a tree that does not listen is ended whole, grandchildren too", async () => {
  const deaf = "process.on('SIGINT',()=>{});process.on('SIGTERM',()=>{});setInterval(()=>{},1000);";
  const program = `require('node:child_process').spawn(process.execPath,['-e',${JSON.stringify(deaf)}],{detached:true});${deaf}console.log('up')`;
  const child = spawn(process.execPath, ["-e", program], { stdio: ["ignore", "pipe", "ignore"], detached: true });
  await once(child.stdout, "data");
  const pids = treeOf(child.pid ?? 0, await listProcesses()).map(({ pid }) => pid);
  expect(pids).toHaveLength(2);
  const ended = once(child, "close");
  await stopTree(child.pid ?? 0, 300, "everyone");
  await ended;
  expect(await Promise.all(pids.map(findProcess))).toEqual([undefined, undefined]);
}, 20_000);
