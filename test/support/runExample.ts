import { format, inspect } from "node:util";
import { compileFunction } from "node:vm";
import ts from "typescript";

/** The value of an expression in an example is not what its comment says. */
export interface Mismatch {
  /** Counted from 0 at the first line of the code. */
  readonly line: number;
  readonly expression: string;
  readonly expected: string;
  readonly got: string;
}

/** What an example may use without importing it. */
export type Names = Readonly<Record<string, unknown>>;

/**
 * Runs a code block and checks every line of the form `EXPRESSION; // RESULT`.
 *
 * RESULT is what Node's `util.inspect` prints, give or take spaces, line breaks, kinds of quotes and lengths:
 * `Float64Array [9, 16]` for `Float64Array(2) [ 9, 16 ]`. An `…` in it stands for any rest of a number or word, and
 * `throws NAME: MESSAGE` says that the expression throws. After a `console.log(…)` it is what is printed. A comment
 * after a declaration is only a comment.
 *
 * @returns what is not as the comments say; an error that no comment announces is thrown on
 */
export async function runExample(code: string, names: Names): Promise<Mismatch[]> {
  const mismatches: Mismatch[] = [];
  const check = async (
    line: number,
    expression: string,
    expected: string,
    value: () => unknown,
  ): Promise<void> => {
    const got = await describeOutcome(value, expected.startsWith("throws "));
    if (!agrees(got, expected)) mismatches.push({ line, expression, expected, got });
  };
  const silent = { log: ignore, error: ignore, warn: ignore, table: ignore };
  const known: Names = { ...names, console: silent, [CHECK]: check, [PRINTED]: Printed };
  // The inner function has a scope of its own, so that an example may call its variable as the library calls a function.
  const body = `return (async () => {\n${toJavaScript(withChecks(code))}\n})();`;
  const run = compileFunction(body, Object.keys(known)) as (...values: unknown[]) => Promise<void>;
  await run(...Object.values(known));
  return mismatches;
}

const CHECK = "checkExample";
const PRINTED = "PrintedByExample";

function ignore(): void {
  // What an example prints is of no interest here.
}

/** What `console.log` prints for some values. */
class Printed {
  readonly text: string;

  constructor(...values: unknown[]) {
    this.text = format(...values);
  }
}

/** A stretch of the code and what to put in its place. */
interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** The code with each `EXPRESSION; // RESULT` turned into a call of the check, and without `import` and `export`. */
function withChecks(code: string): string {
  const file = ts.createSourceFile("example.ts", code, ts.ScriptTarget.Latest, true);
  const edits: Edit[] = [];
  const visit = (node: ts.Node): void => {
    const [start, end] = [node.getStart(), node.getEnd()];
    if (ts.isImportDeclaration(node) || node.kind === ts.SyntaxKind.ExportKeyword) {
      edits.push({ start, end, text: "" });
    } else if (ts.isExpressionStatement(node)) {
      const comment = /^[^\S\n]*\/\/ ?(.*)/.exec(code.slice(end))?.[1];
      const { line } = file.getLineAndCharacterOfPosition(start);
      if (comment !== undefined)
        edits.push({ start, end, text: checkOf(node.expression, line, comment.trim()) });
    } else if (ts.isFunctionLike(node)) {
      // A result inside a function would be checked each time the function runs: write it outside.
      if (ts.isFunctionDeclaration(node)) node.modifiers?.forEach(visit);
    } else {
      ts.forEachChild(node, visit);
    }
  };
  visit(file);
  return edits.reduceRight(
    (text, edit) => text.slice(0, edit.start) + edit.text + text.slice(edit.end),
    code,
  );
}

function checkOf(expression: ts.Expression, line: number, expected: string): string {
  const isPrint = ts.isCallExpression(expression) && expression.expression.getText() === "console.log";
  const value = isPrint
    ? `new ${PRINTED}(${expression.arguments.map((argument) => argument.getText()).join(", ")})`
    : expression.getText();
  const texts = `${line}, ${JSON.stringify(expression.getText())}, ${JSON.stringify(expected)}`;
  return `await ${CHECK}(${texts}, async () => (${value}));`;
}

function toJavaScript(code: string): string {
  const { outputText } = ts.transpileModule(code, {
    compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext },
  });
  return outputText.replace(/^export \{\};$/m, "");
}

/** The value as `inspect` prints it, or the error as `throws NAME: MESSAGE` where one is expected. */
async function describeOutcome(value: () => unknown, mayThrow: boolean): Promise<string> {
  try {
    const outcome = await value();
    if (outcome instanceof Printed) return outcome.text;
    return inspect(outcome, { depth: Infinity, maxArrayLength: Infinity, breakLength: Infinity });
  } catch (error) {
    if (!mayThrow || !(error instanceof Error)) throw error;
    return `throws ${error.name}: ${error.message}`;
  }
}

/** Whether two prints say the same; where an error is expected, its name and the beginning of its message are enough. */
export function agrees(got: string, expected: string): boolean {
  if (expected.startsWith("throws ")) return got.startsWith(expected.replace(/…$/, ""));
  const pattern = squeeze(expected)
    .split("…")
    .map((part) => part.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&"))
    .join("[^,\\]}]*");
  return new RegExp(`^${pattern}$`).test(squeeze(got));
}

/** Without lengths, and without spaces outside of strings, which all get double quotes. */
function squeeze(print: string): string {
  const strings = /'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"|`((?:[^`\\]|\\.)*)`/g;
  let [result, end] = ["", 0];
  for (const found of print.matchAll(strings)) {
    const inside = found[1] ?? found[2] ?? found[3] ?? "";
    result += `${squeezeOutside(print.slice(end, found.index))}"${inside}"`;
    end = found.index + found[0].length;
  }
  return result + squeezeOutside(print.slice(end));
}

function squeezeOutside(print: string): string {
  return print.replace(/\b([A-Z]\w*)\(\d+\)(?= [[{])/g, "$1").replace(/\s+/g, "");
}
