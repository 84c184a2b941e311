import { posix } from "node:path";
import ts from "typescript";
import type { Sources } from "./sources.ts";

/** One place where a file names another module: `import`, `import type`, `export … from` or `import(…)`. */
export interface Import {
  /** `src/ops/add.ts:1`, to click on. */
  readonly where: string;
  readonly from: string;
  readonly specifier: string;
  /** The path from the project's root where the module is a file of the project. */
  readonly target: string | undefined;
}

/** Every import of every file. */
export function readImports(sources: Sources): Import[] {
  return [...sources].flatMap(([from, text]) =>
    ts.preProcessFile(text).importedFiles.map(({ fileName: specifier, pos }) => ({
      where: `${from}:${lineAt(text, pos)}`,
      from,
      specifier,
      target: specifier.startsWith(".") ? posix.join(posix.dirname(from), specifier) : undefined,
    })),
  );
}

/** Where a file uses names that are global only in Node: `src/a.ts:3 process`. */
export function nodeGlobals(path: string, text: string): string[] {
  // Most files name none of them, and need not be parsed.
  if (![...NODE_GLOBALS].some((name) => text.includes(name))) return [];
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  const own = ownNames(file);
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) && NODE_GLOBALS.has(node.text) && !own.has(node.text) && isUse(node)) {
      found.push(`${path}:${lineAt(text, node.getStart())} ${node.text}`);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

/** What a file imports from another of ours, or declares itself: such a name is no global. */
function ownNames(file: ts.SourceFile): Set<string> {
  const names = file.statements.flatMap((statement) => {
    if (ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement))
      return [statement.name.text];
    if (!ts.isImportDeclaration(statement)) return [];
    const bindings = statement.importClause?.namedBindings;
    const isOurs =
      ts.isStringLiteral(statement.moduleSpecifier) && statement.moduleSpecifier.text.startsWith(".");
    return isOurs && bindings !== undefined && ts.isNamedImports(bindings)
      ? bindings.elements.map(({ name }) => name.text)
      : [];
  });
  return new Set(names);
}

const NODE_GLOBALS = new Set([
  "process",
  "Buffer",
  "global",
  "require",
  "__dirname",
  "__filename",
  "setImmediate",
]);

/** Not the name of some object's own property: `x.process` and `{ process: 1 }` are harmless, `globalThis.process` is not. */
function isUse(name: ts.Identifier): boolean {
  const { parent } = name;
  if (ts.isPropertyAccessExpression(parent) && parent.name === name) {
    return parent.expression.getText() === "globalThis";
  }
  const isMember =
    ts.isPropertyAssignment(parent) ||
    ts.isPropertySignature(parent) ||
    ts.isPropertyDeclaration(parent) ||
    ts.isMethodSignature(parent) ||
    ts.isMethodDeclaration(parent);
  return !(isMember && parent.name === name);
}

function lineAt(text: string, position: number): number {
  return text.slice(0, position).split("\n").length;
}
