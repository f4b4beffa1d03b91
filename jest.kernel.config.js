/** Real packets between network namespaces: `npm run test:kernel`. Needs root; a missing tool fails. */
module.exports = {
  ...require("./jest.base.config.js"),
  testMatch: ["<rootDir>/test/kernel/**/*.test.ts"],
  // Packets are timed, so nothing else runs beside them.
  maxWorkers: 1,
  testTimeout: 1_800_000,
  verbose: true,
};
