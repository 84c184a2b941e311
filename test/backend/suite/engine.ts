import type { Backend, Compiled, Computation } from "../../../src/backend/backend.ts";
import { reference } from "../../../src/backend/reference/reference.ts";
import { inputOp } from "../../../src/graph/leaves.ts";
import type { Tensor } from "../../../src/graph/tensor.ts";
import { topological } from "../../../src/graph/traverse.ts";
import type { HostArray } from "../../../src/tensor/hostArray.ts";

/** What the suite is told of an engine. */
export interface EngineUnderTest {
  readonly name: string;
  readonly backend: () => Backend;
  readonly precision: "f32" | "f64";
  /** How many threads must take part once the engine is ready; 1 by default. */
  readonly threads?: number;
  /**
   * On what ops are tried: all sizes and special values by default; few sizes where the code for single elements is the
   * same as that of an engine that is tested on all.
   */
  readonly sizes?: "all" | "few";
  /** What is not tested on this engine, and why. */
  readonly skip?: readonly { readonly reason: string; readonly ops: readonly string[] }[];
}

/** How far results may be from the reference's, relative to the size of the numbers that they are made of. */
export const TOLERANCE = { f32: 1e-5, f64: 1e-12 } as const;

export type Feeds = ReadonlyMap<Tensor, HostArray>;

/** A program of an engine, ready to run on all threads. */
export async function compileOn(engine: EngineUnderTest, computation: Computation): Promise<Compiled> {
  const compiled = engine.backend().compile(computation);
  const { threads = 1 } = engine;
  if (threads === 1) return compiled;
  const pool = compiled as Compiled & { readonly ready: Promise<void>; readonly activeThreads: number };
  await pool.ready;
  if (pool.activeThreads !== threads) {
    throw new Error(`${pool.activeThreads} threads take part in place of ${threads}`);
  }
  return compiled;
}

/** A program of the reference for the same graph. */
export function compileReference(computation: Computation): Compiled {
  return reference.compile(computation);
}

/** Gives inputs their numbers: those that a computation needs. */
export function feed(compiled: Compiled, { outputs, updates = [] }: Computation, feeds: Feeds): void {
  for (const leaf of topological([...outputs, ...updates.flat()])) {
    const value = feeds.get(leaf);
    if (leaf.op === inputOp && value !== undefined) compiled.write(leaf, value);
  }
}

/** The numbers as the engine's precision holds them, so that both sides start from the same. */
export function roundedTo(precision: "f32" | "f64", { shape, data }: HostArray): HostArray {
  return { shape, data: precision === "f32" ? data.map(Math.fround) : data };
}
