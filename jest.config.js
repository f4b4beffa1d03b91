/** The fast tests: `npm test`. What needs Terraform, an emulator, the network or the kernel has a suite of its own. */
module.exports = {
  ...require("./jest.base.config.js"),
  testMatch: ["<rootDir>/test/**/*.test.ts"],
  testPathIgnorePatterns: ["/node_modules/", "<rootDir>/test/(e2e|kernel|package)/"],
  // Jest leaves one core idle by default, which is half of a machine with two.
  maxWorkers: "100%",
};
