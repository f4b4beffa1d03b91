/** Real Terraform, the real AWS provider, an emulated AWS: `npm run test:e2e`. One file after another; a missing tool fails. */
const { transform } = require("./jest.config.js");

// Every network of these tests is new, so its lock is too: in CI that has to be asked for. Set here and not in a test, whose
// environment is a copy that the programs it starts do not get.
process.env.CORDON_LOCK = "update";

module.exports = {
  testEnvironment: "node",
  testMatch: ["<rootDir>/test/e2e/**/*.test.ts"],
  modulePathIgnorePatterns: ["<rootDir>/dist/", "<rootDir>/cdktf.out/", "<rootDir>/.cordon/"],
  maxWorkers: 1,
  testTimeout: 1_800_000,
  verbose: true,
  transform,
};
