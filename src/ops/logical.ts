import { applyElementwise, requireType } from "../graph/apply.ts";
import type { ElementwiseOp } from "../graph/op.ts";
import type { Tensor } from "../graph/tensor.ts";
import type { Shape } from "../tensor/shape.ts";
import type { Broadcast, Fits, ResultShape } from "../tensor/shapeTypes.ts";

/** A function of two conditions, element by element, with broadcasting. */
export type Logical = <A extends Shape, B extends Shape>(
  a: Tensor<A>,
  b: Tensor<B> & Fits<Broadcast<A, B>>,
) => Tensor<ResultShape<Broadcast<A, B>>>;

/** The function that applies an elementwise op to two conditions, and to nothing else. */
export function logicalBinary(op: ElementwiseOp): Logical {
  const apply = (a: Tensor, b: Tensor): Tensor => {
    requireType(op.name, "the first condition", a, "bool");
    requireType(op.name, "the second condition", b, "bool");
    return applyElementwise(op, [a, b]);
  };
  return apply as Logical;
}
