import type { Access, Loop, Write } from "../../../program/program.ts";

/** In which order a loop walks its axes, and along which one it takes several elements at once. */
export interface Walk {
  /** Axes that every write has an element for, outermost first; without the vector axis. */
  readonly outer: readonly number[];
  /** Axes along which a reduction joins, innermost last; without the vector axis. */
  readonly reduced: readonly number[];
  readonly vector: { readonly axis: number; readonly reduced: boolean } | undefined;
}

/** The best walk: along an axis on which all elements are neighbours or the same, if there is one. */
export function walkOf(loop: Loop): Walk {
  const axes = loop.shape.map((_, axis) => axis);
  const reduced = axes.filter((axis) => isReduced(loop.writes, axis));
  const kept = axes.filter((axis) => !reduced.includes(axis));
  const smooth = (axis: number): boolean => loop.shape[axis]! > 1 && loadsSmoothly(loop, axis);
  const across = kept.findLast(
    (axis) => loop.writes.every(({ access }) => access.strides[axis] === 1) && smooth(axis),
  );
  const along = across === undefined ? reduced.findLast(smooth) : undefined;
  const axis = across ?? along;
  const without = (list: readonly number[]): number[] => list.filter((other) => other !== axis);
  return {
    outer: without(kept),
    reduced: without(reduced),
    vector: axis === undefined ? undefined : { axis, reduced: along !== undefined },
  };
}

function isReduced(writes: readonly Write[], axis: number): boolean {
  return writes.some(({ reduce, access }) => reduce !== undefined && access.strides[axis] === 0);
}

/** Whether every load finds neighbours or one and the same element along an axis. */
function loadsSmoothly({ body }: Loop, axis: number): boolean {
  return body.every((one) => one.kind !== "load" || smoothAccess(one.access, axis));
}

function smoothAccess({ strides, gather }: Access, axis: number): boolean {
  return (
    (strides[axis] === 0 || strides[axis] === 1) &&
    (gather === undefined || gather.indices.strides[axis] === 0)
  );
}
