/** Real Terraform, the real AWS provider, an emulated AWS: `npm run test:e2e`. One file after another; a missing tool fails. */
const { transform } = require("./jest.config.js");

module.exports = {
  testEnvironment: "node",
  setupFiles: ["<rootDir>/test/e2e/ask-for-locks.ts"],
  testMatch: ["<rootDir>/test/e2e/**/*.test.ts"],
  modulePathIgnorePatterns: ["<rootDir>/dist/", "<rootDir>/cdktf.out/", "<rootDir>/.cordon/"],
  maxWorkers: 1,
  testTimeout: 1_800_000,
  verbose: true,
  transform,
};
