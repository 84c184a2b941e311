import { formatShape, type Shape } from "../tensor/shape.ts";
import { ValueError } from "../util/errors.ts";
import type { DType } from "./dtype.ts";
import type { FunctionRules, Op } from "./op.ts";

/**
 * A node of the graph: an op applied to inputs. Immutable, and holds no numbers: nothing is computed until asked.
 *
 * `S` is the shape where the compiler knows it: `Tensor<[30, 784]>`.
 */
export class Tensor<S extends Shape = Shape> {
  static #count = 0;
  /** Unique, and larger than the ids of all inputs: sorting by id is a topological order. */
  readonly id: number = Tensor.#count++;
  readonly op: Op;
  readonly inputs: readonly Tensor[];
  /** What the op needs besides its inputs: axes, a target shape, the value of a constant. */
  readonly attributes: object;
  readonly shape: Readonly<S>;
  readonly dtype: DType;
  /** A textbook symbol for people (`W¹`, `z¹`); it plays no part in computing. */
  readonly label: string | undefined;
  /** How to explain the node and some before it as one function; it plays no part in computing. */
  readonly summary: Summary | undefined;

  constructor(node: {
    op: Op;
    inputs: readonly Tensor[];
    attributes?: object;
    shape: Readonly<S>;
    dtype: DType;
    label?: string | undefined;
    summary?: Summary | undefined;
  }) {
    this.op = node.op;
    this.inputs = node.inputs;
    this.attributes = node.attributes ?? {};
    this.shape = node.shape;
    this.dtype = node.dtype;
    this.label = node.label;
    this.summary = node.summary;
  }

  /** `z¹ = add[30]`: enough to find the node in a message. */
  toString(): string {
    return `${this.label === undefined ? "" : `${this.label} = `}${this.op.name}${formatShape(this.shape)}`;
  }
}

/** A function made of several ops, seen as one: its rules, and what it is a function of. */
export interface Summary {
  readonly rules: FunctionRules;
  readonly inputs: readonly Tensor[];
}

/**
 * The same node, to be written and explained as one function of some of the nodes before it.
 *
 * softmax is a name with a rule of its own in every book, although its value is an exponential, a sum and a quotient.
 * Explanations read the rules and compare them with what the ops themselves say; nothing else does.
 *
 * @param tensor the node
 * @param rules the function's name, formula and derivative rules
 * @param inputs what it is a function of
 */
export function summarized<S extends Shape>(
  tensor: Tensor<S>,
  rules: FunctionRules,
  inputs: readonly Tensor[],
): Tensor<S> {
  const { op, attributes, shape, dtype, label } = tensor;
  return new Tensor({
    op,
    inputs: tensor.inputs,
    attributes,
    shape,
    dtype,
    label,
    summary: { rules, inputs },
  });
}

/**
 * The same node under a textbook symbol, by which explanations and messages call it.
 *
 * @param label the symbol, such as `z¹`
 * @param tensor the node; leaves are named when they are made and cannot be renamed
 * @returns a node to use in place of `tensor`
 */
export function named<S extends Shape>(label: string, tensor: Tensor<S>): Tensor<S> {
  if (tensor.op.kind === "leaf") {
    throw new ValueError(
      `named(): ${String(tensor)} is a leaf and has its name from birth; name it where it is made`,
    );
  }
  const { op, inputs, attributes, shape, dtype, summary } = tensor;
  return new Tensor({ op, inputs, attributes, shape, dtype, label, summary });
}
