import { sizeOf } from "../../tensor/shape.ts";
import type { Buffer, Gemm, Instruction, Kernel, Loop } from "../program.ts";
import { Uses } from "../uses.ts";

/**
 * Folds θ ← θ + c · G, where G is a product of matrices, into the product itself: θ ← θ + c A B. So SGD's step needs neither
 * memory for the gradient nor a pass of its own.
 */
export function accumulateProducts(kernels: readonly Kernel[], buffers: readonly Buffer[]): Kernel[] {
  const uses = new Uses(kernels);
  for (const slot of uses.slots) {
    const loop = slot.kernel;
    const step = loop?.kind === "loop" ? scaledSum(loop) : undefined;
    if (step === undefined) continue;
    const [writer, ...others] = uses.writersOf(step.product);
    const gemm = writer?.kernel;
    if (gemm?.kind !== "gemm" || others.length > 0 || !mayAccumulate(buffers, gemm, step)) continue;
    const readers = uses.readersOf(step.product);
    if (readers.length > 1 || uses.conflictBetween(gemm, writer!.at, slot.at)) continue;
    slot.kernel = { ...gemm, alpha: step.factor, beta: 1, c: { ...gemm.c, buffer: step.target } };
    writer!.kernel = undefined;
    // Whatever asks what stands between must know that the product now runs here.
    writer!.at = slot.at;
  }
  return uses.kernels();
}

interface ScaledSum {
  readonly target: number;
  readonly product: number;
  readonly factor: number;
  readonly size: number;
}

/** Whether a product may be added to the target straight away: all of it, and nobody else needs it. */
function mayAccumulate(
  buffers: readonly Buffer[],
  { a, b, c, m, n, alpha, beta, batch, epilogue }: Gemm,
  { target, product, size }: ScaledSum,
): boolean {
  const plain = alpha === 1 && beta === 0 && epilogue === undefined && batch.length === 0;
  const dense = c.start === 0 && isDense([m, n], [c.row, c.column]) && size === m * n;
  return (
    plain &&
    dense &&
    buffers[target]!.size === size &&
    buffers[product]!.life === "temporary" &&
    a.buffer !== target &&
    b.buffer !== target
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
  const factor = sum.name === "add" ? term.factor : -term.factor;
  return { target, product, factor, size: sizeOf(shape) };
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
