/** 12,345. */
export function count(value: number): string {
  return Math.round(value).toLocaleString("en-US");
}

/** 97.31 %, or a dash where there is no share to tell. */
export function percent(share: number | null): string {
  return share === null ? "–" : `${(100 * share).toFixed(2)} %`;
}

/** Four significant digits in a width that seldom changes: 0.0412, 3.125e-7. */
export function measure(value: number): string {
  const size = Math.abs(value);
  if (value === 0 || (size >= 0.001 && size < 100)) return value.toFixed(4);
  return size >= 100 && size < 1e6 ? value.toFixed(1) : value.toExponential(2);
}

/** 0.8 s, 2 min 5 s. */
export function duration(seconds: number): string {
  if (seconds < 1) return `${Math.round(seconds * 1000)} ms`;
  if (seconds < 60) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)} min ${whole % 60} s`;
}

/** 1 sample, 2 samples. */
export function counted(value: number, what: string): string {
  return `${count(value)} ${what}${value === 1 ? "" : "s"}`;
}

/** Cells in columns: the first column to the left, numbers to the right. */
export function table(rows: readonly (readonly string[])[], left: readonly number[] = [0]): string[] {
  const widths = (rows[0] ?? []).map((_, i) => Math.max(...rows.map((row) => (row[i] ?? "").length)));
  return rows.map((row) =>
    row
      .map((cell, i) => (left.includes(i) ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!)))
      .join("  ")
      .trimEnd(),
  );
}
