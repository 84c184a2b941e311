import type { Sources } from "./sources.ts";

/** A code block of a docstring. */
export interface DocExample {
  readonly path: string;
  /** The line of the block's first line of code. */
  readonly line: number;
  readonly code: string;
  /** Why the block is not run, where it says `no-run`; empty where it gives no reason. */
  readonly notRun: string | undefined;
}

/** Everything marked as an example in docstrings: code blocks that run, and marks that no code block follows. */
export interface DocExamples {
  readonly examples: readonly DocExample[];
  /** `src/ops/add.ts:12`: an `@example` without a block that begins with three backticks and `ts`. */
  readonly unfenced: readonly string[];
}

/** The code blocks in the docstrings of some files. */
export function docExamples(sources: Sources): DocExamples {
  const found = [...sources].flatMap(([path, text]) =>
    [...text.matchAll(/\/\*\*[\s\S]*?\*\//g)].map((comment) =>
      examplesOf(path, text.slice(0, comment.index).split("\n").length, comment[0]),
    ),
  );
  return {
    examples: found.flatMap(({ examples }) => examples),
    unfenced: found.flatMap(({ unfenced }) => unfenced),
  };
}

/** The blocks of one docstring that begins at line `start` of its file. */
function examplesOf(path: string, start: number, comment: string): DocExamples {
  const lines = comment.split("\n").map((line) => line.replace(/^\s*(\/\*\*|\*\/|\*) ?/, ""));
  const examples: DocExample[] = [];
  const unfenced: string[] = [];
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i]!;
    if (line.startsWith("@example") && lines[i + 1]?.startsWith("```ts") !== true)
      unfenced.push(`${path}:${start + i}`);
    const fence = /^```ts\b(.*)$/.exec(line);
    if (fence === null) continue;
    const end = lines.findIndex((other, at) => at > i && other.startsWith("```"));
    const notRun = /^ no-run\b[ :]*(.*)$/.exec(fence[1]!)?.[1];
    examples.push({ path, line: start + i + 1, code: lines.slice(i + 1, end).join("\n"), notRun });
    i = end;
  }
  return { examples, unfenced };
}
