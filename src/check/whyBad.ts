import type { ElementwiseOp, StructuralOp } from "../graph/op.ts";
import type { Tensor } from "../graph/tensor.ts";
import { broadcastStrides } from "../tensor/broadcast.ts";
import { hostArray, type Elements } from "../tensor/hostArray.ts";
import { sizeOf, stridesOf } from "../tensor/shape.ts";
import { culpritInWords, shortNumber, tracedNumbers, type Traced } from "./tracedNumbers.ts";

/**
 * Why an element of a node is NaN or infinite though all inputs are finite, in words: read from the op's own declaration and
 * the inputs' numbers.
 *
 * @param at which element, in row-major order
 * @param numbersOf the numbers of an input
 */
export function whyBad(node: Tensor, at: number, numbersOf: (input: Tensor) => Elements): string {
  const { op } = node;
  switch (op.kind) {
    case "leaf":
      return `${node.label ?? "a constant"} held it from the start`;
    case "elementwise":
      return whyElement(op, node, at, numbersOf);
    case "structural":
      return whyStructural(op, node, numbersOf);
  }
}

/** The op's value, instruction by instruction, on the numbers of this element. */
function whyElement(
  op: ElementwiseOp,
  node: Tensor,
  at: number,
  numbersOf: (input: Tensor) => Elements,
): string {
  const args = node.inputs.map((input) => numbersOf(input)[placeIn(input, node, at)]!);
  const result = op.value<Traced>(tracedNumbers, ...args.map((value) => tracedNumbers.constant(value)));
  if (result.culprit !== null) return culpritInWords(result.culprit);
  const call = `${op.name}(${args.map(shortNumber).join(", ")})`;
  return `${call} is ${shortNumber(result.value)} in float64, but a number on the way is beyond what float32 holds (3.4e38)`;
}

/** Ops that combine elements add and multiply them: finite numbers can only become too large. */
function whyStructural(op: StructuralOp, node: Tensor, numbersOf: (input: Tensor) => Elements): string {
  const inputs = node.inputs.map((input) => hostArray(Float64Array.from(numbersOf(input)), input.shape));
  const exact = hostArray(new Float64Array(sizeOf(node.shape)), node.shape);
  op.evaluate(inputs, node.attributes, exact);
  const large = inputs.map(({ data }) =>
    shortNumber(data.reduce((most, v) => Math.max(most, Math.abs(v)), 0)),
  );
  const sizes = `the inputs are as large as ${large.join(" and ")}`;
  return exact.data.every(Number.isFinite)
    ? `${sizes}, which is fine in float64, but their sums or products are beyond what float32 holds (3.4e38)`
    : `${sizes}, and their sums or products are beyond what float64 holds (1.8e308)`;
}

/** Where the element of an input lies that enters element `at` of the result: inputs stretch along missing axes. */
function placeIn(input: Tensor, node: Tensor, at: number): number {
  const strides = broadcastStrides(input.shape, node.shape);
  return stridesOf(node.shape).reduce(
    (sum, stride, axis) => sum + (Math.floor(at / stride) % node.shape[axis]!) * strides[axis]!,
    0,
  );
}
