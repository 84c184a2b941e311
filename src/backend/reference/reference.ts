import { heldValue, inputOp } from "../../graph/leaves.ts";
import { topological } from "../../graph/traverse.ts";
import type { Tensor } from "../../graph/tensor.ts";
import type { ArrayLike, HostArray } from "../../tensor/hostArray.ts";
import { sizeOf } from "../../tensor/shape.ts";
import type { Backend, Compiled, Computation } from "../backend.ts";
import {
  numbersFor,
  requirePart,
  requireRunnable,
  requireUpdatable,
  requireWritable,
} from "../requirements.ts";
import { kernelOf } from "./kernel.ts";

/** Float64, one node after the other, by the plainest possible code: the definition of right. */
export const reference: Backend = {
  name: "reference",
  compile: (computation) => new ReferenceProgram(computation),
};

class ReferenceProgram implements Compiled {
  readonly #arrays = new Map<Tensor, HostArray>();
  readonly #kernels: (() => void)[] = [];
  readonly #updates: (readonly [to: Float64Array, from: Float64Array, staged: Float64Array])[] = [];
  readonly #unset = new Set<Tensor>();
  #isDisposed = false;

  constructor({ outputs, updates = [] }: Computation) {
    const parameters = updates.map(([parameter]) => parameter);
    for (const node of topological([...outputs, ...updates.flat()])) {
      const held = heldValue(node);
      const data = held === undefined ? new Float64Array(sizeOf(node.shape)) : Float64Array.from(held.data);
      const array = { shape: node.shape, data };
      this.#arrays.set(node, array);
      if (node.op === inputOp && data.length > 0) this.#unset.add(node);
      const kernel = kernelOf(
        node,
        node.inputs.map((x) => this.#array(x)),
        array,
      );
      if (kernel !== undefined) this.#kernels.push(kernel);
    }
    for (const [parameter, next] of updates) {
      requireUpdatable(parameter, next);
      const [to, from] = [this.#array(parameter).data, this.#array(next).data];
      // A parameter that takes another one's value must take the old one, so it is set aside first.
      const staged = parameters.includes(next) ? new Float64Array(from.length) : from;
      this.#updates.push([to, from, staged]);
    }
  }

  write(leaf: Tensor, value: ArrayLike): void {
    const data = numbersFor(leaf, value);
    this.buffer(leaf).set(data);
  }

  buffer(leaf: Tensor): Float64Array {
    requireWritable(leaf);
    this.#unset.delete(leaf);
    return this.#array(leaf).data;
  }

  run(): void {
    requireRunnable(this.#isDisposed, this.#unset);
    for (const kernel of this.#kernels) kernel();
    for (const [, from, staged] of this.#updates) if (staged !== from) staged.set(from);
    for (const [to, , staged] of this.#updates) to.set(staged);
  }

  view(tensor: Tensor): Float64Array {
    return this.#array(tensor).data;
  }

  read(tensor: Tensor): HostArray {
    const { shape, data } = this.#array(tensor);
    return { shape, data: Float64Array.from(data) };
  }

  dispose(): void {
    this.#isDisposed = true;
    this.#arrays.clear();
    this.#kernels.length = 0;
    this.#updates.length = 0;
  }

  [Symbol.dispose](): void {
    this.dispose();
  }

  #array(tensor: Tensor): HostArray {
    return requirePart(this.#arrays, tensor);
  }
}
