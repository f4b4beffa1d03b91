/**
 * One host: answers TCP and UDP on the ports it is told, and sends what it is told. Runs in a namespace of its own.
 *
 * Reads one order a line: `{ listen: { tcp, udp } }` once, then `{ probes, wait }`, answered by the numbers of those that
 * were answered, with the name of who did.
 */
const { spawn } = require("node:child_process");
const dgram = require("node:dgram");
const net = require("node:net");
const { createInterface } = require("node:readline");
const { setTimeout, clearTimeout } = require("node:timers");

const name = process.argv[2];
const mapped = (address) => (address.includes(":") ? address : `::ffff:${address}`);

function listen({ tcp, udp }) {
  const servers = tcp.map(
    (port) =>
      new Promise((resolve, reject) => {
        const server = net.createServer((socket) => {
          socket.on("error", () => undefined);
          socket.end(name);
        });
        server.on("error", reject);
        server.listen({ port, host: "::", backlog: 4096 }, resolve);
      }),
  );
  const sockets = udp.map(
    (port) =>
      new Promise((resolve, reject) => {
        const socket = dgram.createSocket("udp6");
        socket.on("error", reject);
        socket.on("message", (data, from) => socket.send(`${data} ${name}`, from.port, from.address, () => undefined));
        socket.bind(port, "::", resolve);
      }),
  );
  return Promise.all([...servers, ...sockets]);
}

/** Calls `answered(id, who)` for each answer and `settled(id)` when no more can come; gives what undoes it. */
const senders = {
  tcp(probes, answered, settled) {
    const sockets = probes.map(({ id, to, port, clientPort }) => {
      const socket = net.connect({ host: to, port, localPort: clientPort, family: to.includes(":") ? 6 : 4 });
      let who = "";
      socket.on("data", (data) => (who += data));
      socket.on("end", () => answered(id, who));
      socket.on("error", (error) => {
        // Nothing here refuses: every port that is asked is listened on.
        if (error.code === "ECONNREFUSED" || error.code === "EADDRINUSE" || error.code === "EADDRNOTAVAIL")
          answered(id, `error ${error.code}`);
        settled(id);
      });
      return socket;
    });
    // A reset of one that still connects would wait for its connection.
    return () => sockets.forEach((socket) => (socket.connecting ? socket.destroy() : socket.resetAndDestroy()));
  },

  udp(probes, answered, settled) {
    const sockets = [...new Set(probes.map(({ clientPort }) => clientPort))].map((clientPort) => {
      const socket = dgram.createSocket("udp6");
      const mine = probes.filter((probe) => probe.clientPort === clientPort);
      socket.on("message", (data, from) => {
        const [id, ...who] = data.toString().split(" ");
        const asked = mine.find((probe) => probe.id === Number(id));
        // An answer from elsewhere is none.
        if (asked && mapped(asked.to) === from.address && asked.port === from.port) answered(asked.id, who.join(" "));
      });
      socket.on("error", (error) => mine.forEach(({ id }) => answered(id, `error ${error.code}`)));
      socket.bind(clientPort, "::", () => {
        for (const { id, to, port } of mine) socket.send(String(id), port, mapped(to), (error) => error && settled(id));
      });
      return socket;
    });
    return () => sockets.forEach((socket) => socket.close());
  },

  icmp(probes, answered, settled, wait) {
    // One process for all: it prints the targets that answered.
    const child = spawn("fping", ["-a", "-r0", "-i1", `-t${wait}`, ...probes.map(({ to }) => to)], {
      stdio: ["ignore", "pipe", "ignore"],
    });
    let alive = "";
    child.stdout.on("data", (data) => (alive += data));
    child.on("error", (error) => probes.forEach(({ id }) => answered(id, `error ${error.code}`)));
    child.on("close", () => {
      const lines = alive.split("\n");
      for (const { id, to, peer } of probes) {
        if (lines.includes(to)) answered(id, peer);
        else settled(id);
      }
    });
    return () => undefined;
  },
};

function probe({ probes, wait }) {
  return new Promise((resolve) => {
    const found = {};
    const open = new Set(probes.map(({ id }) => id));
    const undo = [];
    const finish = () => {
      clearTimeout(timer);
      undo.forEach((each) => each());
      resolve(found);
    };
    const settled = (id) => {
      if (open.delete(id) && open.size === 0) finish();
    };
    const answered = (id, who) => {
      found[id] = who;
      settled(id);
    };
    // The program that pings keeps the time by itself, and is waited for.
    const timer = setTimeout(() => {
      for (const { id, protocol } of probes) if (protocol !== "icmp") settled(id);
    }, wait);
    for (const [protocol, send] of Object.entries(senders)) {
      const mine = probes.filter((each) => each.protocol === protocol);
      if (mine.length > 0) undo.push(send(mine, answered, settled, wait));
    }
    if (probes.length === 0) finish();
  });
}

const lines = createInterface({ input: process.stdin });
lines.on("line", (line) => {
  const order = JSON.parse(line);
  Promise.resolve(order.listen ? listen(order.listen) : probe(order)).then(
    (answer) => process.stdout.write(`${JSON.stringify(order.listen ? {} : answer)}\n`),
    (error) => process.stdout.write(`${JSON.stringify({ error: String(error) })}\n`),
  );
});
lines.on("close", () => process.exit(0));
