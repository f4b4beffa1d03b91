/** The sample on real Terraform with the real provider against an emulated AWS. One at a time: they share ports and memory. */
module.exports = {
  ...require("./jest.base.config.js"),
  testMatch: ["<rootDir>/test/e2e/**/*.test.ts"],
  maxWorkers: 1,
  testTimeout: 1_800_000,
};
