import { ShapeError } from "../util/errors.ts";
import { formatShape, sizeOf, type Shape } from "./shape.ts";

/** Numbers on the host: a shape and its elements in row-major order, always float64. */
export interface HostArray {
  readonly shape: Shape;
  readonly data: Float64Array;
}

/** Numbers in memory, as an engine or a dataset keeps them. */
export type Elements = Float64Array | Float32Array | Int32Array | Uint8Array;

/** Numbers as a person writes them: `0.5`, `[1, 2]`, `[[1, 2], [3, 4]]`, deeper as needed. */
export type Nested = number | boolean | readonly Nested[];

/** Whatever can be given where numbers are asked for. */
export type ArrayLike = Nested | HostArray;

export function isHostArray(value: unknown): value is HostArray {
  return typeof value === "object" && value !== null && "data" in value && value.data instanceof Float64Array;
}

/** A host array over existing elements, which are not copied. */
export function hostArray(data: Float64Array, shape: Shape): HostArray {
  if (data.length !== sizeOf(shape)) {
    throw new ShapeError(
      `hostArray(): shape ${formatShape(shape)} holds ${sizeOf(shape)} elements, got ${data.length}`,
    );
  }
  return { shape, data };
}

/**
 * Nested lists (or a host array, returned as it is) as a host array.
 *
 * @param value numbers in lists of equal lengths; booleans read as 1 and 0
 * @param where what the numbers are, for the message
 * @throws ShapeError where lists of one level differ in length, with the place
 */
export function toHostArray(value: ArrayLike, where = "array"): HostArray {
  if (isHostArray(value)) return value;
  const shape: number[] = [];
  for (let level: Nested | undefined = value; Array.isArray(level); level = (level as readonly Nested[])[0]) {
    shape.push(level.length);
  }
  const data = new Float64Array(sizeOf(shape));
  let next = 0;
  const visit = (level: Nested, depth: number, place: string): void => {
    const size = shape[depth];
    if (typeof level === "number" || typeof level === "boolean") {
      if (size !== undefined) {
        throw new ShapeError(
          `${place}: must be a list of ${size}, like its neighbours, got the number ${level}`,
        );
      }
      data[next++] = Number(level);
      return;
    }
    if (level.length !== size) {
      throw new ShapeError(
        size === undefined
          ? `${place}: must be a number, like its neighbours, got a list of ${level.length}`
          : `${place}: must have ${size} entries, like its neighbours, got ${level.length}`,
      );
    }
    level.forEach((entry, i) => {
      visit(entry, depth + 1, `${place}[${i}]`);
    });
  };
  visit(value, 0, where);
  return { shape, data };
}

/** A host array as nested lists; a scalar as a plain number. */
export function toNested({ shape, data }: HostArray): Nested {
  let next = 0;
  const build = (depth: number): Nested =>
    depth === shape.length ? data[next++]! : Array.from({ length: shape[depth]! }, () => build(depth + 1));
  return build(0);
}
