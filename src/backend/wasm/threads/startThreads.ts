import type { BlasFound } from "../../blas/blas.ts";
import { internal } from "../../../util/errors.ts";
import { instantiate } from "./instantiate.ts";
import { startWorker, type WorkerHandle } from "./startWorker.ts";
import { SYNC_BYTES, SYNC_WORDS as at } from "./syncWords.ts";
import { makeWaiting, type Waiting } from "./waiting.ts";

/** Which module to run, on how many threads. */
export interface ThreadsOptions {
  readonly module: WebAssembly.Module;
  /** The memory that the module imports; shared where there is more than one thread. */
  readonly memory: WebAssembly.Memory;
  /** How many threads, the caller's included: 1 to 200. */
  readonly count: number;
  /** Where in the memory `SYNC_BYTES` bytes for the threads' own use begin: a multiple of 64. They must be 0 at first. */
  readonly syncByteOffset: number;
  /** What the module imports from `blas`. */
  readonly blas?: BlasFound;
  /** How long a worker stays awake after a run, so that the next one starts at once; 0.1 by default. */
  readonly spinMilliseconds?: number;
}

/** Threads that run the same WebAssembly function at the same time, each with its number. */
export interface Threads {
  readonly count: number;
  /** How many take part in the next run: `count`, or 1 until all workers are ready. */
  readonly active: number;
  /** Resolves when all workers are ready, or will never be. */
  readonly ready: Promise<void>;
  /** Why the workers could not start: runs then take place on the caller's thread alone. */
  readonly alone: string | undefined;
  /** Why a thread stopped: no run is possible any more, and the memory may hold half-finished numbers. */
  readonly failed: Error | undefined;
  /** The exports of the caller's own instance. */
  readonly exports: WebAssembly.Exports;
  /**
   * Calls an export as `entry(index, active)` on all active threads, the caller's as number 0; returns when all have returned.
   *
   * @param alone whether the caller does it all by itself this time; false by default
   * @throws where a thread traps or throws, and from then on
   */
  run(entry: string, alone?: boolean): void;
  /** Ends the workers. */
  dispose(): void;
}

/**
 * Starts threads for a module. Results must not depend on the number of threads: until all workers are ready (some 30 ms),
 * `run` computes on the caller's thread alone instead of waiting, which a browser's main thread could not.
 */
export function startThreads(options: ThreadsOptions): Threads {
  return new ThreadPool(options);
}

class ThreadPool implements Threads {
  readonly count: number;
  readonly ready: Promise<void>;
  readonly exports: WebAssembly.Exports;
  readonly #entries = new Map<string, number>();
  readonly #words: Int32Array;
  readonly #waiting: Waiting;
  readonly #workers: WorkerHandle[] = [];
  #isComplete = false;
  #isDisposed = false;
  #alone: string | undefined;
  #failed: Error | undefined;
  #settle: () => void = () => undefined;

  constructor({ module, memory, count, syncByteOffset, blas, spinMilliseconds = 0.1 }: ThreadsOptions) {
    if (!(Number.isInteger(count) && count >= 1 && count <= 200)) internal(`no pool of ${count} threads`);
    if (syncByteOffset % 64 !== 0)
      internal(`the words of a pool must start a cache line, got ${syncByteOffset}`);
    if (count > 1 && blas?.concurrent === false) internal("this BLAS may be called from one thread only");
    this.count = count;
    this.#words =
      count > 1 ? new Int32Array(memory.buffer, syncByteOffset, SYNC_BYTES / 4) : new Int32Array(0);
    this.#waiting = makeWaiting(this.#words, at, mayThisThreadSleep());
    this.exports = instantiate(module, memory, blas?.bind(memory)).exports;
    WebAssembly.Module.exports(module).forEach(({ name }, i) => this.#entries.set(name, i));
    this.ready = new Promise((resolve) => {
      this.#settle = resolve;
    });
    if (count === 1) {
      this.#settle();
      return;
    }
    if (memory.buffer instanceof ArrayBuffer) internal("several threads need a shared memory");
    if (Atomics.load(this.#words, at.error) !== 0)
      internal("threads failed on this memory, so it is not used again");
    const pool = nextPool(Atomics.load(this.#words, at.pool));
    Atomics.store(this.#words, at.pool, pool * 256);
    Atomics.store(this.#words, at.callerMaySleep, Number(mayThisThreadSleep()));
    const common = {
      ...{ module, memory, syncByteOffset, syncBytes: SYNC_BYTES, words: at, pool, count, spinMilliseconds },
      ...{ run: Atomics.load(this.#words, at.run), blas: blas?.binding },
    };
    for (let index = 1; index < count; index++) this.#start({ ...common, index });
  }

  get active(): number {
    if (this.count === 1 || this.#alone !== undefined) return 1;
    this.#isComplete ||= (Atomics.load(this.#words, at.pool) & 255) === this.count - 1;
    return this.#isComplete ? this.count : 1;
  }

  get alone(): string | undefined {
    return this.#alone;
  }

  get failed(): Error | undefined {
    return this.#failed;
  }

  run(entry: string, alone = false): void {
    if (this.#failed !== undefined) throw this.#failed;
    if (this.#isDisposed) internal("the threads were disposed of");
    const words = this.#words;
    const number = this.#entries.get(entry);
    if (number === undefined) internal(`the module exports no ${entry}`);
    const active = alone ? 1 : this.active;
    const doneBefore = active === 1 ? 0 : Atomics.load(words, at.done);
    if (active > 1) {
      Atomics.store(words, at.entry, number);
      Atomics.add(words, at.run, 1);
      this.#waiting.wake(at.run, at.runSleepers);
    }
    try {
      (this.exports[entry] as (index: number, count: number) => void)(0, active);
    } catch (error) {
      this.#fail(0, error, entry);
    }
    if (active === 1) return;
    const all = (doneBefore + active - 1) | 0;
    for (let done = Atomics.load(words, at.done); done !== all; done = Atomics.load(words, at.done)) {
      if (!this.#waiting.change(at.done, done, at.doneSleepers, CALLER_SPIN_MILLISECONDS)) {
        this.#fail(0, "another thread stopped", entry);
      }
    }
  }

  dispose(): void {
    if (this.#isDisposed) return;
    this.#isDisposed = true;
    this.#endWorkers();
  }

  #start(start: Parameters<typeof startWorker>[0]): void {
    let isReady = false;
    let worker: WorkerHandle | undefined;
    const couldNotStart = (reason: string): void => {
      if (this.#isDisposed || this.#alone !== undefined) return;
      this.#alone = reason;
      this.#endWorkers();
    };
    try {
      worker = startWorker(start, {
        reported: (report) => {
          worker?.unref();
          if ("reason" in report) {
            couldNotStart(report.reason);
            return;
          }
          isReady = true;
          if (this.active === this.count) this.#settle();
        },
        ended: (reason) => {
          if (this.#isDisposed || this.#alone !== undefined || this.#failed !== undefined) return;
          if (!isReady) couldNotStart(reason);
          else this.#noteEnd(start.index, reason);
        },
      });
      this.#workers.push(worker);
    } catch (error) {
      couldNotStart(String(error));
    }
  }

  /** A worker that is ready ends only when it is told to, so this one failed between two runs, or an event tells late. */
  #noteEnd(index: number, reason: string): void {
    this.#waiting.stop(index, reason);
    this.#failed ??= this.#failure("between two runs", undefined);
    this.#endWorkers();
  }

  /** Every thread that waits for another leaves with an error; the reason that counts is that of the first one. */
  #fail(index: number, error: unknown, entry: string): never {
    if (this.count > 1) this.#waiting.stop(index, String(error));
    this.#failed =
      this.count > 1
        ? this.#failure(`in ${entry}()`, error)
        : stopped(0, 1, `in ${entry}()`, String(error), error);
    this.#endWorkers();
    throw this.#failed;
  }

  #failure(where: string, cause: unknown): Error {
    const words = this.#words;
    const index = Atomics.load(words, at.error) - 1;
    // The thread that stopped has claimed the place of the reason, and may still be writing it.
    const patience = performance.now() + 100;
    while (Atomics.load(words, at.errorLength) === 0 && performance.now() < patience);
    const start = words.byteOffset + at.errorText * 4;
    // Decoders refuse shared memory, so the bytes are copied.
    const bytes = new Uint8Array(words.buffer).slice(start, start + Atomics.load(words, at.errorLength));
    return stopped(
      index,
      this.count,
      where,
      new TextDecoder().decode(bytes),
      index === 0 ? cause : undefined,
    );
  }

  #endWorkers(): void {
    this.#settle();
    if (this.count === 1) return;
    const words = this.#words;
    // Workers see that the number is not theirs, and end by themselves; only one that failed might be stuck.
    Atomics.store(words, at.pool, nextPool(Atomics.load(words, at.pool)) * 256);
    Atomics.add(words, at.run, 1);
    Atomics.notify(words, at.run);
    // A worker that is still starting is waited for when the process ends: Node would stop it in the middle of loading koffi,
    // which ends the whole process with an error.
    if (this.#failed !== undefined) {
      for (const worker of this.#workers) {
        worker.unref();
        worker.terminate();
      }
    }
    this.#workers.length = 0;
  }
}

/** The caller has nothing else to do, but on a busy machine it must leave its core to the worker it waits for. */
const CALLER_SPIN_MILLISECONDS = 0.05;

function nextPool(word: number): number {
  return ((word >>> 8) + 1) & 0x7fffff;
}

function stopped(index: number, count: number, where: string, reason: string, cause: unknown): Error {
  return new Error(
    `internal: thread ${index} of ${count} stopped ${where}: ${reason}; please report this`,
    cause === undefined ? {} : { cause },
  );
}

/** Node lets its main thread sleep; the main thread of a browser may not. */
function mayThisThreadSleep(): boolean {
  try {
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 1);
    return true;
  } catch {
    return false;
  }
}
