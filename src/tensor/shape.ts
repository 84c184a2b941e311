import { ShapeError } from "../util/errors.ts";

/** The sizes of a tensor's axes; `[]` is a scalar, `[30, 784]` a matrix of 30 rows. */
export type Shape = readonly number[];

/** The number of elements: the product of the sizes, 1 for a scalar. */
export function sizeOf(shape: Shape): number {
  return shape.reduce((product, size) => product * size, 1);
}

/** Row-major strides: how far apart in memory neighbours along each axis lie. */
export function stridesOf(shape: Shape): number[] {
  const strides = new Array<number>(shape.length);
  let stride = 1;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    strides[axis] = stride;
    stride *= shape[axis]!;
  }
  return strides;
}

export function sameShape(a: Shape, b: Shape): boolean {
  return a.length === b.length && a.every((size, axis) => size === b[axis]);
}

/** `[30, 784]`, as messages and pictures print it. */
export function formatShape(shape: Shape): string {
  return `[${shape.join(", ")}]`;
}

/** Refuses sizes that are not whole numbers from 0 on. */
export function checkShape(where: string, shape: Shape): void {
  const bad = shape.find((size) => !Number.isSafeInteger(size) || size < 0);
  if (bad !== undefined) {
    throw new ShapeError(
      `${where}: every size must be a whole number from 0 on, got ${bad} in ${formatShape(shape)}`,
    );
  }
}

/**
 * The shape that two shapes stretch to: aligned at the last axis, sizes must be equal or one of them 1.
 *
 * @param where the name of the operation, for the message
 * @throws ShapeError that names both shapes
 * Source: NumPy's broadcasting rules.
 */
export function broadcastShapes(where: string, a: Shape, b: Shape): number[] {
  const rank = Math.max(a.length, b.length);
  const result = new Array<number>(rank);
  for (let back = 1; back <= rank; back++) {
    const m = a[a.length - back] ?? 1;
    const n = b[b.length - back] ?? 1;
    if (m !== n && m !== 1 && n !== 1) {
      throw new ShapeError(
        `${where}(): shapes must be equal or stretch (sizes equal or 1, aligned at the last axis), ` +
          `got ${formatShape(a)} and ${formatShape(b)}: ${m} is not ${n}; reshape one of them`,
      );
    }
    result[rank - back] = m === 1 ? n : m;
  }
  return result;
}

/** Axes counted from the end when negative, checked, and in ascending order without repeats. */
export function normalizeAxes(where: string, axes: readonly number[], rank: number): number[] {
  const normal = axes.map((axis) => normalizeAxis(where, axis, rank)).sort((a, b) => a - b);
  const repeated = normal.find((axis, i) => axis === normal[i - 1]);
  if (repeated !== undefined)
    throw new ShapeError(`${where}(): axis ${repeated} is given twice; name each axis once`);
  return normal;
}

/** One axis, counted from the end when negative. */
export function normalizeAxis(where: string, axis: number, rank: number): number {
  if (!Number.isInteger(axis) || axis < -rank || axis >= rank) {
    throw new ShapeError(
      rank === 0
        ? `${where}(): a scalar has no axes, got axis ${axis}`
        : `${where}(): the axis must be a whole number from ${-rank} to ${rank - 1}, got ${axis}`,
    );
  }
  return axis < 0 ? axis + rank : axis;
}
