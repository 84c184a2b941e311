import { kernelOf } from "../../src/backend/reference/kernel.ts";
import { constant, heldValue, input, parameter, parameterOp } from "../../src/graph/leaves.ts";
import type { Tensor } from "../../src/graph/tensor.ts";
import { multiply } from "../../src/ops/multiply.ts";
import { tanh } from "../../src/ops/tanh.ts";
import { hostArray, type HostArray } from "../../src/tensor/hostArray.ts";
import { sizeOf, type Shape } from "../../src/tensor/shape.ts";
import type { Random } from "../../src/util/random.ts";

/** Larger results are not made. */
export const MOST_ELEMENTS = 3000;
/** Larger numbers are made smaller before they are used again. */
const LARGEST = 8;

/** Sizes of axes: one, odd ones, a vector's worth and one more. */
const SIZES = [1, 2, 3, 4, 5, 7, 8, 9, 16, 17];

/** A graph while it grows, with the number of every node, and chance. */
export class GraphMaker {
  readonly leaves: Tensor[] = [];
  readonly feeds = new Map<Tensor, HostArray>();
  readonly reals: Tensor[] = [];
  /** Whole numbers from 0 to `bound` - 1. */
  readonly integers: { readonly node: Tensor; readonly bound: number }[] = [];
  readonly conditions: Tensor[] = [];
  readonly #values = new Map<Tensor, HostArray>();
  readonly #steady = new Map<Tensor, boolean>();
  random: Random;

  constructor(random: Random) {
    this.random = random;
    this.reals.push(this.leaf(this.shape(2)), this.leaf(this.shape(2)));
  }

  /** The same graph, which goes on growing by other chance. */
  with(random: Random): this {
    this.random = random;
    return this;
  }

  chance(probability: number): boolean {
    return this.random.uniform() < probability;
  }

  pick<T>(list: readonly T[]): T {
    return list[this.random.integer(list.length)]!;
  }

  size(): number {
    return this.chance(0.02) ? 0 : this.pick(SIZES);
  }

  /** A shape of at most 4 axes, of `rank` axes mostly. */
  shape(rank = this.random.integer(4)): number[] {
    const axes = this.chance(0.1) ? this.random.integer(5) : rank;
    const shape = Array.from({ length: axes }, () => this.size());
    return sizeOf(shape) <= MOST_ELEMENTS / 4 ? shape : this.shape(Math.max(0, rank - 1));
  }

  /** A value that is there already, the newest most often. */
  real(fits: (x: Tensor) => boolean = () => true): Tensor | undefined {
    const list = this.reals.filter(fits);
    const back = Math.floor(this.random.uniform() ** 2 * list.length);
    return list[list.length - 1 - back];
  }

  /** An input, a parameter or a constant. */
  leaf(shape: Shape): Tensor {
    const value = hostArray(
      Float64Array.from({ length: sizeOf(shape) }, () => 3 * this.random.uniform() - 1.5),
      shape,
    );
    const kind = this.random.integer(7);
    if (kind === 5) return constant(value);
    if (kind === 6) return constant(hostArray(value.data.fill(0.75), shape));
    const own =
      kind < 3 ? parameter(`p${this.leaves.length}`, value) : input(`x${this.leaves.length}`, shape);
    this.leaves.push(own);
    if (kind >= 3) this.feeds.set(own, value);
    return own;
  }

  /** Whole numbers from 0 to `bound` - 1, made by an op before or new. */
  indices(bound: number): Tensor {
    const found = this.integers.filter((one) => one.bound <= bound);
    if (found.length > 0 && this.chance(0.6)) return this.pick(found).node;
    const shape = this.shape(1);
    const data = Float64Array.from({ length: sizeOf(shape) }, () => this.random.integer(bound));
    const value = hostArray(data, shape);
    if (this.chance(0.4)) return constant(value, "int");
    const own = input(`i${this.leaves.length}`, shape, "int");
    this.leaves.push(own);
    this.feeds.set(own, value);
    return own;
  }

  /** Takes a node into the graph, made smaller where its numbers are large; refuses numbers that are none. */
  keep(node: Tensor | undefined): void {
    if (node === undefined || sizeOf(node.shape) > MOST_ELEMENTS) return;
    const { data } = this.valueOf(node);
    if (!data.every(Number.isFinite)) return;
    const large = data.some((x) => Math.abs(x) > LARGEST);
    this.reals.push(large ? tanh(multiply(node, 1 / LARGEST)) : node);
  }

  valueOf(node: Tensor): HostArray {
    const known = this.#values.get(node) ?? this.#compute(node);
    this.#values.set(node, known);
    return known;
  }

  /** Whether a node stays what it is when parameters change: only then may it decide between this and that. */
  isSteady(node: Tensor): boolean {
    const steady =
      this.#steady.get(node) ?? (node.op !== parameterOp && node.inputs.every((x) => this.isSteady(x)));
    this.#steady.set(node, steady);
    return steady;
  }

  #compute(node: Tensor): HostArray {
    const given = heldValue(node) ?? this.feeds.get(node);
    if (given !== undefined) return given;
    const output = hostArray(new Float64Array(sizeOf(node.shape)), node.shape);
    kernelOf(
      node,
      node.inputs.map((x) => this.valueOf(x)),
      output,
    )!();
    return output;
  }
}
