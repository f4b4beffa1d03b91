/**
 * Every optional property says what happens when it is left out: `@default` with a literal, or a dash and the
 * consequence. A reader of the editor's hover must never have to open the source to learn a default.
 */
const optionalHasDefault = {
  meta: {
    type: "problem",
    docs: { description: "Require @default on optional properties" },
    schema: [],
    messages: {
      missing:
        'Optional property "{{name}}" does not say what happens when it is left out. Add @default with a literal, or "- " and what happens.',
      empty: 'The @default of "{{name}}" is empty. Give a literal, or "- " and what happens.',
    },
  },
  create(context) {
    const { sourceCode } = context;
    function check(node) {
      if (node.optional !== true) return;
      const name = sourceCode.getText(node.key);
      const comment = sourceCode
        .getCommentsBefore(node)
        .filter((candidate) => candidate.type === "Block" && candidate.value.startsWith("*"))
        .at(-1);
      const tag = /@default\b([^@]*)/.exec(comment?.value ?? "");
      if (tag === null) context.report({ node: node.key, messageId: "missing", data: { name } });
      else if (tag[1].replace(/[\s*-]/g, "") === "")
        context.report({ node: node.key, messageId: "empty", data: { name } });
    }
    return {
      TSPropertySignature: check,
      PropertyDefinition: check,
      TSAbstractPropertyDefinition: check,
    };
  },
};

module.exports = { optionalHasDefault };
