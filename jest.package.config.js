/** The package as users get it: packed, installed into an empty project, compiled and run. Needs the npm registry. */
module.exports = {
  ...require("./jest.base.config.js"),
  testMatch: ["<rootDir>/test/package/**/*.test.ts"],
  testTimeout: 300_000,
};
