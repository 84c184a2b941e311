import { sizeOf, stridesOf, type Shape } from "./shape.ts";

/**
 * The strides with which to walk `from` while walking the larger shape `to` in row-major order: 0 along stretched axes.
 */
export function broadcastStrides(from: Shape, to: Shape): number[] {
  const own = stridesOf(from);
  const missing = to.length - from.length;
  return to.map((_, axis) => {
    const back = axis - missing;
    return back < 0 || from[back] === 1 ? 0 : own[back]!;
  });
}

/** For each element of a shape in row-major order, its place under the given strides. */
export function* places(shape: Shape, strides: readonly number[], start = 0): Generator<number> {
  const index = new Array<number>(shape.length).fill(0);
  let place = start;
  for (let left = sizeOf(shape); left > 0; left--) {
    yield place;
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      index[axis] = index[axis]! + 1;
      place += strides[axis]!;
      if (index[axis]! < shape[axis]!) break;
      index[axis] = 0;
      place -= strides[axis]! * shape[axis]!;
    }
  }
}

/**
 * Copies elements walked by strides into a dense array: the one loop behind transpose, broadcast and slice.
 *
 * @param from the elements to read
 * @param shape the shape to walk, which is the result's
 * @param strides how far to move in `from` for a step along each axis of `shape`
 * @param start the place of the first element in `from`
 * @param to the dense result in row-major order
 */
export function copyStrided(
  from: Float64Array,
  shape: Shape,
  strides: readonly number[],
  start: number,
  to: Float64Array,
): void {
  const { rows, width, step } = rowsOf(shape, strides, start);
  let next = 0;
  for (const row of rows) {
    for (let i = 0, place = row; i < width; i++, place += step) to[next++] = from[place]!;
  }
}

/** The reverse of `copyStrided`: dense elements written to places walked by strides. */
export function pasteStrided(
  from: Float64Array,
  shape: Shape,
  strides: readonly number[],
  start: number,
  to: Float64Array,
): void {
  const { rows, width, step } = rowsOf(shape, strides, start);
  let next = 0;
  for (const row of rows) {
    for (let i = 0, place = row; i < width; i++, place += step) to[place] = from[next++]!;
  }
}

/** The adjoint of `copyStrided`: dense elements added at places walked by strides, of which some may be visited often. */
export function addStrided(
  from: Float64Array,
  shape: Shape,
  strides: readonly number[],
  start: number,
  to: Float64Array,
): void {
  const { rows, width, step } = rowsOf(shape, strides, start);
  let next = 0;
  for (const row of rows) {
    for (let i = 0, place = row; i < width; i++, place += step) to[place]! += from[next++]!;
  }
}

/** A walk as the places where its rows begin: the innermost axis is a plain loop, so that walking the others costs little. */
function rowsOf(
  shape: Shape,
  strides: readonly number[],
  start: number,
): { readonly rows: Iterable<number>; readonly width: number; readonly step: number } {
  const rows = places(shape.slice(0, -1), strides.slice(0, -1), start);
  return { rows, width: shape.at(-1) ?? 1, step: strides.at(-1) ?? 0 };
}
