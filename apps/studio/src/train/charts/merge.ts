type Column = readonly (number | null)[];

/** Two families of curves over their own x as one over both: null where a curve has no point. */
export function merge(a: readonly Column[], b: readonly Column[]): (number | null)[][] {
  const rows: (number | null)[][] = [];
  const blanks = (columns: readonly Column[], least: number) =>
    Array.from({ length: Math.max(columns.length - 1, least) }, () => null);
  const [left, right] = [blanks(a, 1), blanks(b, 1)];
  a[0]?.forEach((x, i) => rows.push([x, ...a.slice(1).map((column) => column[i]!), ...right]));
  b[0]?.forEach((x, i) => rows.push([x, ...left, ...b.slice(1).map((column) => column[i]!)]));
  rows.sort((p, q) => p[0]! - q[0]!);
  return Array.from({ length: 1 + left.length + right.length }, (_, c) => rows.map((row) => row[c]!));
}
