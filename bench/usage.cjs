/** Loaded before a measured program: writes on its end what the whole process used, from its very start, to file descriptor 3. */
const { writeSync } = require("node:fs");

process.on("exit", (exitCode) => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  const usage = { exitCode, cpuMs: (userCPUTime + systemCPUTime) / 1e3, rssMb: maxRSS / 1024 };
  writeSync(3, JSON.stringify(usage));
});
