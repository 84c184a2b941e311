import { conflict, readsOf } from "../dependencies.ts";
import type { Buffer, Gemm, Instruction, Kernel, Loop } from "../program.ts";

/**
 * Folds θ ← θ + c · G, where G is a product of matrices, into the product itself: θ ← θ + c A B. So SGD's step needs neither
 * memory for the gradient nor a pass of its own.
 */
export function accumulateProducts(kernels: readonly Kernel[], buffers: readonly Buffer[]): Kernel[] {
  const result = [...kernels];
  for (const loop of kernels) {
    const step = loop.kind === "loop" ? scaledSum(loop) : undefined;
    if (step === undefined) continue;
    const from = result.findIndex((kernel) => kernel.kind === "gemm" && kernel.c.buffer === step.product);
    const to = result.indexOf(loop);
    const gemm = result[from];
    if (gemm?.kind !== "gemm" || from > to || !mayAccumulate(result, buffers, gemm, loop as Loop, step))
      continue;
    if (result.slice(from + 1, to).some((kernel) => conflict(gemm, kernel))) continue;
    const { batch: _, ...c } = gemm.c;
    result[to] = { ...gemm, alpha: step.factor, beta: 1, c: { ...c, batch: [], buffer: step.target } };
    result.splice(from, 1);
  }
  return result;
}

interface ScaledSum {
  readonly target: number;
  readonly product: number;
  readonly factor: number;
}

function mayAccumulate(
  kernels: readonly Kernel[],
  buffers: readonly Buffer[],
  gemm: Gemm,
  loop: Loop,
  { target, product }: ScaledSum,
): boolean {
  const readers = kernels.filter((kernel) => readsOf(kernel).has(product));
  const dense = gemm.c.column === 1 && gemm.c.row === gemm.n && gemm.c.start === 0 && gemm.batch.length === 0;
  return (
    readers.length === 1 &&
    readers[0] === loop &&
    buffers[product]!.life === "temporary" &&
    gemm.beta === 0 &&
    gemm.alpha === 1 &&
    gemm.epilogue === undefined &&
    dense &&
    gemm.a.buffer !== target &&
    gemm.b.buffer !== target
  );
}

/** Reads a loop as target ← target ± factor · product, both dense and of the loop's size; undefined where it is not that. */
function scaledSum({ shape, body, writes }: Loop): ScaledSum | undefined {
  const [write] = writes;
  if (writes.length !== 1 || write === undefined || write.reduce !== undefined) return undefined;
  const sum = body[write.value]!;
  if (sum.kind !== "apply" || (sum.name !== "add" && sum.name !== "subtract")) return undefined;
  const whole = (place: number): number | undefined => {
    const one = body[place]!;
    if (one.kind !== "load" || one.access.gather !== undefined || one.access.start !== 0) return undefined;
    return isDense(shape, one.access.strides) ? one.access.buffer : undefined;
  };
  const target = whole(sum.args[0]!);
  if (target !== write.access.buffer || !isDense(shape, write.access.strides)) return undefined;
  const term = scaled(body, sum.args[1]!);
  const product = whole(term.place);
  if (product === undefined || product === target) return undefined;
  return { target, product, factor: sum.name === "add" ? term.factor : -term.factor };
}

/** A term as a factor times an instruction's result. */
function scaled(body: readonly Instruction[], place: number): { factor: number; place: number } {
  const one = body[place]!;
  if (one.kind === "apply" && one.name === "multiply") {
    for (const [constant, other] of [one.args, one.args.toReversed()] as [number, number][]) {
      const value = body[constant]!;
      if (value.kind === "constant") return { factor: value.value, place: other };
    }
  }
  return { factor: 1, place };
}

function isDense(shape: readonly number[], strides: readonly number[]): boolean {
  let expected = 1;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    if (shape[axis] !== 1 && strides[axis] !== expected) return false;
    expected *= shape[axis]!;
  }
  return true;
}
