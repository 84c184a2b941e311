import type { Numbers } from "backproof/explain";

/** One slice of ∂q/∂x, all numbers of x for one of q, and the number of ∂C/∂q that it is multiplied by. */
export interface Slice {
  readonly place: number;
  readonly rows: readonly (readonly number[])[];
  readonly by: number;
}

/**
 * The slices of a stack of partial derivatives, where their sum, each times its number, is the gradient.
 *
 * @param stack ∂q/∂x, shape [q, ...x]
 * @param upstream ∂C/∂q, a number for each slice
 * @param value ∂C/∂x, to make sure that the slices add up to it
 * @returns undefined where they do not, or where numbers are left out for their size
 */
export function slicesOf(
  stack: Numbers | undefined,
  upstream: Numbers | undefined,
  value: Numbers | undefined,
): Slice[] | undefined {
  if (value === undefined) return undefined;
  if (typeof stack !== "object" || typeof upstream !== "object" || stack.length !== upstream.length)
    return undefined;
  const by = upstream.filter((one) => typeof one === "number");
  if (by.length < upstream.length) return undefined;
  const slices = stack.map((part, place): Slice => ({ place, rows: rowsOf(part), by: by[place]! }));
  const whole = rowsOf(value);
  const fits = whole.every((row, r) =>
    row.every((one, c) => {
      const sum = slices.reduce((total, slice) => total + slice.by * (slice.rows[r]?.[c] ?? Number.NaN), 0);
      return Math.abs(sum - one) <= 1e-9 * Math.max(1, Math.abs(one));
    }),
  );
  return fits ? slices : undefined;
}

/** Numbers as rows: a single row for a vector. */
export function rowsOf(numbers: Numbers): number[][] {
  if (typeof numbers === "number") return [[numbers]];
  if (numbers.every((one) => typeof one === "number")) return [[...numbers]];
  return numbers.map((row) => (typeof row === "number" ? [row] : row.flatMap((one) => rowsOf(one).flat())));
}
