import { applyElementwise, type Operand } from "../graph/apply.ts";
import type { ElementwiseOp } from "../graph/op.ts";
import type { Tensor } from "../graph/tensor.ts";
import type { Shape } from "../tensor/shape.ts";
import type { Broadcast, Fits, ResultShape } from "../tensor/shapeTypes.ts";

/** A function of one tensor, element by element. */
export type Unary = <S extends Shape>(x: Tensor<S>) => Tensor<S>;

/** A function of two tensors, element by element, with broadcasting; plain numbers stand for scalars. */
export type Binary = <A extends Shape = [], B extends Shape = []>(
  a: Operand<A>,
  b: Fits<Broadcast<A, B>, Operand<B>>,
) => Tensor<ResultShape<Broadcast<A, B>>>;

/** The function that applies an elementwise op to one tensor. */
export function unary(op: ElementwiseOp): Unary {
  return (x) => applyElementwise(op, [x]) as typeof x;
}

/** The function that applies an elementwise op to two tensors. */
export function binary(op: ElementwiseOp): Binary {
  return ((a: Operand, b: Operand) => applyElementwise(op, [a, b])) as Binary;
}
