import { inspect } from "node:util";
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
 * `throws NAME: MESSAGE` says that the expression throws. A comment after a declaration is only a comment.
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
  const known: Names = { ...names, console: silent, [CHECK]: check };
  // The inner function has a scope of its own, so that an example may call its variable as the library calls a function.
  const body = `return (async () => {\n${toJavaScript(withChecks(code))}\n})();`;
  const run = compileFunction(body, Object.keys(known)) as (...values: unknown[]) => Promise<void>;
  await run(...Object.values(known));
  return mismatches;
}

const CHECK = "checkExample";

function ignore(): void {
  // What an example prints is of no interest here.
}

/** The code with each `EXPRESSION; // RESULT` turned into a call of the check, all on the same lines as before. */
function withChecks(code: string): string {
  const file = ts.createSourceFile("example.ts", code, ts.ScriptTarget.Latest, true);
  let result = code;
  for (const statement of [...file.statements].reverse()) {
    const [start, end] = [statement.getStart(), statement.getEnd()];
    const lineEnd = code.indexOf("\n", end);
    const comment = /^\s*\/\/ ?(.*)$/.exec(code.slice(end, lineEnd < 0 ? undefined : lineEnd))?.[1];
    if (ts.isImportDeclaration(statement)) {
      // Its names are there already; the line stays, so that the others keep their numbers.
      result = result.slice(0, start) + result.slice(start, end).replace(/[^\n]/g, " ") + result.slice(end);
    } else if (ts.isExpressionStatement(statement) && comment !== undefined) {
      const expression = statement.expression.getText();
      const { line } = file.getLineAndCharacterOfPosition(start);
      const texts = `${line}, ${JSON.stringify(expression)}, ${JSON.stringify(comment.trim())}`;
      result = `${result.slice(0, start)}await ${CHECK}(${texts}, async () => (${expression}));${result.slice(end)}`;
    }
  }
  return result;
}

function toJavaScript(code: string): string {
  const { outputText } = ts.transpileModule(code, {
    compilerOptions: {
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.ESNext,
      verbatimModuleSyntax: false,
    },
  });
  return outputText.replace(/^export \{\};$/m, "");
}

/** The value as `inspect` prints it, or the error as `throws NAME: MESSAGE` where one is expected. */
async function describeOutcome(value: () => unknown, mayThrow: boolean): Promise<string> {
  try {
    return inspect(await value(), { depth: Infinity, maxArrayLength: Infinity, breakLength: Infinity });
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
