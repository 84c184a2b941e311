import { sizeOf, type Shape } from "./shape.ts";

/** An array as blocks, rows and elements: the axes before one axis, that axis, and the axes behind it. */
export interface Split {
  readonly before: number;
  readonly length: number;
  readonly behind: number;
}

/** How many elements lie before, along and behind an axis: element (i, j, k) is at (i · length + j) · behind + k. */
export function splitAt(shape: Shape, axis: number): Split {
  return {
    before: sizeOf(shape.slice(0, axis)),
    length: shape[axis]!,
    behind: sizeOf(shape.slice(axis + 1)),
  };
}

/** The shape with some axes left out. */
export function withoutAxes(shape: Shape, axes: readonly number[]): number[] {
  return shape.filter((_, axis) => !axes.includes(axis));
}

/** The shape with some axes shrunk to size 1. */
export function withOnes(shape: Shape, axes: readonly number[]): number[] {
  return shape.map((size, axis) => (axes.includes(axis) ? 1 : size));
}

/** The order of axes that undoes another. */
export function inverseOrder(order: readonly number[]): number[] {
  return order.map((_, axis) => order.indexOf(axis));
}

/** For each axis of the larger shape the axis of the smaller one that it walks along; none where that is stretched. */
export function alignedAxes(from: Shape, to: Shape): number[][] {
  const missing = to.length - from.length;
  return to.map((size, axis) => {
    const own = axis - missing;
    return own < 0 || (from[own] === 1 && size !== 1) ? [] : [own];
  });
}
