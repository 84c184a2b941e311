import { broadcastShapes, formatShape, type Shape } from "../tensor/shape.ts";
import { ShapeError, ValueError } from "../util/errors.ts";
import type { DType } from "./dtype.ts";
import { constant } from "./leaves.ts";
import type { ElementwiseOp, StructuralOp } from "./op.ts";
import { Tensor } from "./tensor.ts";

/** Whatever an op takes as a real operand: a tensor, or a plain number that becomes a constant. */
export type Operand<S extends Shape = Shape> = Tensor<S> | number;

/** A node that applies an elementwise op, with broadcasting. */
export function applyElementwise(op: ElementwiseOp, operands: readonly Operand[]): Tensor {
  const whole = operands.some((x) => typeof x !== "number" && x.dtype === "int");
  const inputs = operands.map((x) =>
    typeof x === "number" ? constant(x, whole && Number.isInteger(x) ? "int" : "real") : x,
  );
  const shape = inputs.map((x) => x.shape).reduce((a: Shape, b) => broadcastShapes(op.name, a, b));
  return new Tensor({ op, inputs, shape, dtype: resultType(op, inputs) });
}

function resultType(op: ElementwiseOp, inputs: readonly Tensor[]): DType {
  if (op.result !== "same") return op.result;
  const types = inputs.map((x) => x.dtype);
  return types.includes("real") ? "real" : types.includes("int") ? "int" : "real";
}

/** A node that applies a structural op; the op checks the shapes. */
export function applyStructural<A extends object>(
  op: StructuralOp<A>,
  inputs: readonly Tensor[],
  attributes: A,
): Tensor {
  const shape = op.shape(
    inputs.map((x) => x.shape),
    attributes,
  );
  return new Tensor({ op, inputs, attributes, shape, dtype: op.dtype(inputs.map((x) => x.dtype)) });
}

/** Refuses an operand of the wrong type: indices must be whole numbers, conditions must be true or false. */
export function requireType(where: string, what: string, tensor: Tensor, required: DType): void {
  if (tensor.dtype !== required) {
    throw new ValueError(
      `${where}(): ${what} must be ${required}, got ${tensor.dtype} (${String(tensor)}); ` +
        (required === "int"
          ? 'make it with input(name, shape, "int") or constant(values, "int")'
          : "compare first"),
    );
  }
}

/** Refuses a tensor of the wrong rank. */
export function requireRank(where: string, what: string, shape: Shape, least: number): void {
  if (shape.length < least) {
    throw new ShapeError(
      `${where}(): ${what} must have at least ${least} ${least === 1 ? "axis" : "axes"}, got ${formatShape(shape)}; reshape it`,
    );
  }
}
