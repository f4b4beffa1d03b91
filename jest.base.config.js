/** What every suite shares. */
module.exports = {
  rootDir: __dirname,
  testEnvironment: "node",
  modulePathIgnorePatterns: ["<rootDir>/dist/", "<rootDir>/cdktf.out/", "<rootDir>/.cordon/"],
  moduleNameMapper: {
    "^cdktf-cordon$": "<rootDir>/lib/index.ts",
    "^cdktf-cordon/testing$": "<rootDir>/lib/testing.ts",
  },
  transform: { "^.+\\.ts$": ["@swc/jest", { jsc: { target: "es2022", parser: { syntax: "typescript" } } }] },
};
