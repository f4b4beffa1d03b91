/**
 * What the package's front door exports has a description where it is declared: it is what a user's editor shows.
 *
 * Decided by the compiler's own view of the front door, so that a name exported between two files of a folder needs no
 * comment that says what its name does. Two forms speak for themselves: the props of a construct, whose class is
 * described, and a type derived from a documented constant.
 */
const { resolve } = require("node:path");

const derived = new Set(["TSIndexedAccessType", "TSTypeOperator", "TSTypeQuery"]);
const exportsOfPrograms = new WeakMap();

/** The declarations behind the exports of the front doors, through every re-export. */
function publicDeclarations(program, doors) {
  let found = exportsOfPrograms.get(program);
  if (found !== undefined) return found;
  found = new Set();
  const checker = program.getTypeChecker();
  for (const door of doors) {
    const file = program.getSourceFile(door);
    const symbol = file && checker.getSymbolAtLocation(file);
    if (symbol === undefined) continue;
    for (const exported of checker.getExportsOfModule(symbol)) {
      let target = exported;
      // An export by name is an alias of what it names. 2097152 is ts.SymbolFlags.Alias.
      if ((target.flags & 2097152) !== 0) target = checker.getAliasedSymbol(target);
      for (const declaration of target.declarations ?? []) found.add(declaration);
    }
  }
  exportsOfPrograms.set(program, found);
  return found;
}

const publicIsDocumented = {
  meta: {
    type: "problem",
    docs: { description: "Require a description on what the package exports" },
    schema: [{ type: "array", items: { type: "string" } }],
    messages: {
      missing: '"{{name}}" is exported by the package, and its declaration does not say what it is or guarantees.',
    },
  },
  create(context) {
    const { sourceCode } = context;
    const { program, esTreeNodeToTSNodeMap } = sourceCode.parserServices;
    const doors = (context.options[0] ?? []).map((door) => resolve(context.cwd, door));

    /** Whether the comment right before `node` says something besides tags. */
    function described(node) {
      const comment = sourceCode.getCommentsBefore(node).at(-1);
      if (comment?.type !== "Block" || !comment.value.startsWith("*")) return false;
      const [text] = comment.value.split(/^\s*\*?\s*@/m);
      return /\p{L}/u.test(text);
    }

    function check(named, statement) {
      if (!publicDeclarations(program, doors).has(esTreeNodeToTSNodeMap.get(named))) return;
      if (described(statement)) return;
      context.report({ node: named.id, messageId: "missing", data: { name: named.id.name } });
    }

    return {
      "Program > ExportNamedDeclaration[declaration]"(statement) {
        const { declaration } = statement;
        switch (declaration.type) {
          case "VariableDeclaration":
            for (const named of declaration.declarations) check(named, statement);
            return;
          case "TSTypeAliasDeclaration":
            if (!derived.has(declaration.typeAnnotation.type)) check(declaration, statement);
            return;
          case "TSInterfaceDeclaration":
            if (!declaration.id.name.endsWith("Props")) check(declaration, statement);
            return;
          default:
            check(declaration, statement);
        }
      },
    };
  },
};

module.exports = { publicIsDocumented };
