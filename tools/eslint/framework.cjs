/** Which modules are the framework, under either of its names. */
const framework = /^(?:cdktf|cdktn|constructs|@cdktf\/.+|@cdktn\/.+)$/;

/** Refuses `instanceof` on a class that was imported from the framework. */
const noFrameworkInstanceof = {
  meta: {
    type: "problem",
    docs: { description: "Refuse instanceof on classes of the framework" },
    schema: [],
    messages: {
      refused:
        "instanceof {{name}} is false for an object of another copy of the framework. Use {{name}}'s own static check " +
        "(isStack, isTerraformResource, …) or read terraformResourceType.",
    },
  },
  create(context) {
    /** The import that brought the leftmost name of `node` into the file, or undefined. */
    function importOf(node) {
      let name = node;
      while (name.type === "MemberExpression") name = name.object;
      if (name.type !== "Identifier") return undefined;
      for (let scope = context.sourceCode.getScope(node); scope !== null; scope = scope.upper) {
        const variable = scope.set.get(name.name);
        if (variable !== undefined) return variable.defs.find((definition) => definition.type === "ImportBinding");
      }
      return undefined;
    }
    return {
      "BinaryExpression[operator='instanceof']"(node) {
        const binding = importOf(node.right);
        const source = binding?.parent?.source?.value;
        if (typeof source !== "string" || !framework.test(source)) return;
        context.report({ node, messageId: "refused", data: { name: context.sourceCode.getText(node.right) } });
      },
    };
  },
};

module.exports = { noFrameworkInstanceof };
