import { count, percent } from "../format.ts";
import type { BenchResult } from "./result.ts";

interface Column {
  readonly title: string;
  /** Fixed, as a line is printed before the next one is known. */
  readonly width: number;
  readonly cell: (result: BenchResult) => string;
}

const COLUMNS: readonly Column[] = [
  { title: "workload", width: 8, cell: ({ workload }) => workload },
  { title: "data", width: 6, cell: ({ data }) => data },
  { title: "engine", width: 6, cell: ({ engine }) => engine },
  { title: "threads", width: 7, cell: ({ threads }) => String(threads) },
  { title: "samples/s", width: 11, cell: ({ samplesPerSecond }) => count(samplesPerSecond) },
  {
    title: "slowest – fastest",
    width: 23,
    cell: ({ spread: { min, max } }) => `${count(min)} – ${count(max)}`,
  },
  { title: "runs", width: 4, cell: ({ runs }) => String(runs) },
  { title: "GFLOP/s", width: 7, cell: ({ gflops }) => gflops.toFixed(1) },
  { title: "of limit", width: 8, cell: ({ share }) => `${(100 * share).toFixed(0)} %` },
  { title: "accuracy", width: 8, cell: ({ testAccuracy }) => percent(testAccuracy) },
];

/** How many columns hold words, which begin at the left. */
const WORDS = 3;

export function titleLine(): string {
  return aligned(({ title }) => title);
}

export function resultLine(result: BenchResult): string {
  return aligned(({ cell }) => cell(result));
}

function aligned(textOf: (column: Column) => string): string {
  return COLUMNS.map((column, i) =>
    i < WORDS ? textOf(column).padEnd(column.width) : textOf(column).padStart(column.width),
  )
    .join("  ")
    .trimEnd();
}
