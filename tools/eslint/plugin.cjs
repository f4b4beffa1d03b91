/** The house's own lint rules. */
const { noFrameworkInstanceof } = require("./framework.cjs");
const { optionalHasDefault } = require("./optional-has-default.cjs");
const { publicIsDocumented } = require("./public-is-documented.cjs");

module.exports = {
  rules: {
    "no-framework-instanceof": noFrameworkInstanceof,
    "optional-has-default": optionalHasDefault,
    "public-is-documented": publicIsDocumented,
  },
};
