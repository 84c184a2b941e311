import { withMergedAxes } from "./loop.ts";
import type { Lowered } from "./lower.ts";
import { accumulateProducts } from "./passes/accumulateProducts.ts";
import { attachEpilogues } from "./passes/attachEpilogues.ts";
import { dropUnread } from "./passes/dropUnread.ts";
import { mergeLoops } from "./passes/mergeLoops.ts";
import { orientProducts } from "./passes/orientProducts.ts";
import { updateInPlace } from "./passes/updateInPlace.ts";
import type { Kernel, Program } from "./program.ts";

/** The same program with fewer passes over memory; each step keeps every result. */
export function improve({ program: { buffers, kernels, places }, updates }: Lowered): Program {
  const needed = new Set([...places.values(), ...updates.map(([, from]) => from)]);
  const pinned = buffers.map((buffer) => ({
    ...buffer,
    life: needed.has(buffer.id) ? ("kept" as const) : buffer.life,
  }));
  const merged = dropUnread(mergeLoops(kernels), pinned);
  const inPlace = dropUnread(updateInPlace(merged, buffers, updates), buffers);
  const folded = accumulateProducts(orientProducts(inPlace, buffers), buffers);
  const attached = attachEpilogues(folded);
  return { buffers, kernels: attached.map(finished), places };
}

function finished(kernel: Kernel): Kernel {
  if (kernel.kind === "loop") return withMergedAxes(kernel);
  return kernel;
}
