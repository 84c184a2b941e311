import type { BlasBinding, bindGemm } from "../../blas/bindGemm.ts";
import type { Koffi } from "../../blas/koffi.ts";
import type { instantiate } from "./instantiate.ts";
import type { SyncWords } from "./syncWords.ts";
import type { makeWaiting } from "./waiting.ts";

/** What a worker is given. */
export interface WorkerStart {
  readonly module: WebAssembly.Module;
  readonly memory: WebAssembly.Memory;
  /** Where the pool's words begin in the memory, and how many bytes they are. */
  readonly syncByteOffset: number;
  readonly syncBytes: number;
  readonly words: SyncWords;
  /** The pool's number. */
  readonly pool: number;
  /** The worker's number, from 1. */
  readonly index: number;
  readonly count: number;
  /** The value of `run` before the first run. */
  readonly run: number;
  readonly spinMilliseconds: number;
  readonly blas: BlasBinding | undefined;
}

/** What a worker says once: that it is ready, or why it cannot start. */
export type WorkerReport = { readonly ready: true } | { readonly reason: string };

/** The functions that a worker runs besides its own. */
export interface WorkerTools {
  readonly bindGemm: typeof bindGemm;
  readonly instantiate: typeof instantiate;
  readonly makeWaiting: typeof makeWaiting;
}

/**
 * A worker's life: it waits for a run, does its part, says so, and waits for the next, until the pool is disposed of.
 *
 * Workers run the text of this function: it must name nothing outside itself.
 */
export function workerMain(
  start: WorkerStart,
  tools: WorkerTools,
  report: (report: WorkerReport) => void,
  loadKoffi: (path: string) => Koffi,
): void {
  const { module, memory, index, count, words: at } = start;
  const words = new Int32Array(memory.buffer, start.syncByteOffset, start.syncBytes / 4);
  const waiting = tools.makeWaiting(words, at, true);
  const isCurrent = () => Atomics.load(words, at.pool) >>> 8 === start.pool;

  // Nobody waits for a worker whose pool was disposed of before it began.
  if (!isCurrent()) return;
  const entries: ((index: number, count: number) => void)[] = [];
  try {
    const { blas } = start;
    const gemms = blas === undefined ? undefined : tools.bindGemm(loadKoffi(blas.koffi), blas, memory);
    const { exports } = tools.instantiate(module, memory, gemms);
    for (const { name } of WebAssembly.Module.exports(module)) {
      entries.push(exports[name] as (index: number, count: number) => void);
    }
  } catch (error) {
    report({ reason: String(error) });
    return;
  }
  // The pool may have been disposed of meanwhile, and its successor must not take this worker for one of its own.
  for (;;) {
    const before = Atomics.load(words, at.pool);
    if (before >>> 8 !== start.pool) return;
    if (Atomics.compareExchange(words, at.pool, before, before + 1) === before) break;
  }
  report({ ready: true });

  let run = start.run;
  while (waiting.change(at.run, run, at.runSleepers, start.spinMilliseconds) && isCurrent()) {
    run = Atomics.load(words, at.run);
    try {
      entries[Atomics.load(words, at.entry)]!(index, count);
    } catch (error) {
      waiting.stop(index, String(error));
      return;
    }
    Atomics.add(words, at.done, 1);
    waiting.wake(at.done, at.doneSleepers);
  }
}
