import { hostArray, toHostArray, type ArrayLike, type HostArray } from "../tensor/hostArray.ts";
import { checkShape, type Shape } from "../tensor/shape.ts";
import type { Mutable } from "../tensor/shapeTypes.ts";
import type { DType } from "./dtype.ts";
import type { LeafOp } from "./op.ts";
import { Tensor } from "./tensor.ts";

export const inputOp: LeafOp = { kind: "leaf", name: "input" };
export const parameterOp: LeafOp = { kind: "leaf", name: "parameter" };
export const constantOp: LeafOp = { kind: "leaf", name: "constant" };

/** What a constant or a parameter carries: its numbers, or the numbers it starts with. */
export interface Held {
  readonly value: HostArray;
}

/**
 * A place for numbers that are given when the graph is evaluated.
 *
 * @param name by which `evaluate` and messages call it
 * @param shape the sizes of its axes; `[]` for a scalar
 * @param dtype `real`, or `int` for indices and labels
 */
export function input<const S extends Shape>(
  name: string,
  shape: S,
  dtype: DType = "real",
): Tensor<Mutable<S>> {
  checkShape(`input "${name}"`, shape);
  return new Tensor<Mutable<S>>({ op: inputOp, inputs: [], shape: [...shape], dtype, label: name });
}

/**
 * An input that has a value to start with: a weight, a bias, an optimizer's state.
 *
 * @param name by which messages and files call it
 * @param value its numbers until they are written over
 * @param shape lets the compiler know the shape too: `parameter("W", zeros, [30, 784])`
 */
export function parameter(name: string, value: ArrayLike): Tensor;
export function parameter<const S extends Shape>(
  name: string,
  value: ArrayLike,
  shape: S,
): Tensor<Mutable<S>>;
export function parameter(name: string, value: ArrayLike, shape?: Shape): Tensor {
  const attributes = held(value, shape, name);
  const { shape: sizes } = attributes.value;
  return new Tensor({ op: parameterOp, inputs: [], attributes, shape: sizes, dtype: "real", label: name });
}

/**
 * Numbers that never change.
 *
 * @param value a number, nested lists, or a host array
 * @param dtype `real`, `int` or `bool`
 */
export function constant(value: number, dtype?: DType): Tensor<[]>;
export function constant(value: ArrayLike, dtype?: DType): Tensor;
export function constant(value: ArrayLike, dtype: DType = "real"): Tensor {
  const attributes = held(value, undefined, "constant");
  return new Tensor({ op: constantOp, inputs: [], attributes, shape: attributes.value.shape, dtype });
}

/** The numbers of a constant or a parameter; undefined for every other node. */
export function heldValue(tensor: Tensor): HostArray | undefined {
  return tensor.op === constantOp || tensor.op === parameterOp
    ? (tensor.attributes as Held).value
    : undefined;
}

function held(value: ArrayLike, shape: Shape | undefined, name: string): Held {
  const array = toHostArray(value, name);
  return { value: shape === undefined ? array : hostArray(array.data, shape) };
}
