import { applyElementwise } from "../graph/apply.ts";
import type { ElementwiseOp } from "../graph/op.ts";
import type { Tensor } from "../graph/tensor.ts";
import type { Shape } from "../tensor/shape.ts";
import type { Broadcast, Fits, ResultShape } from "../tensor/shapeTypes.ts";

/** A function of one tensor, element by element. */
export type Unary = <S extends Shape>(x: Tensor<S>) => Tensor<S>;

/** A function of two tensors, element by element, with broadcasting; plain numbers stand for scalars. */
export interface Binary {
  <A extends Shape>(a: Tensor<A>, b: number): Tensor<A>;
  <B extends Shape>(a: number, b: Tensor<B>): Tensor<B>;
  <A extends Shape, B extends Shape>(
    a: Tensor<A>,
    b: Tensor<B> & Fits<Broadcast<A, B>>,
  ): Tensor<ResultShape<Broadcast<A, B>>>;
}

/** The function that applies an elementwise op to one tensor. */
export function unary(op: ElementwiseOp): Unary {
  return (x) => applyElementwise(op, [x]) as typeof x;
}

/** The function that applies an elementwise op to two tensors. */
export function binary(op: ElementwiseOp): Binary {
  // The overloads say what the compiler checks; at run time one line serves them all.
  return ((a: Tensor | number, b: Tensor | number) => applyElementwise(op, [a, b])) as Binary;
}
