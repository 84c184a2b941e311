/** Bytes at the start of a page of words by which the threads of a pool talk; they begin at a multiple of 64. */
export const SYNC_BYTES = 1024;

/**
 * Where each word lies, in i32 from the start. Words that different threads write stand on cache lines of their own (64 bytes, 16
 * words), or two threads would take the line from each other with every write.
 */
export const SYNC_WORDS = {
  /** Grows by one with each run, and when the pool is disposed of; idle workers watch it. */
  run: 0,
  /** Which export to run: its place in `WebAssembly.Module.exports(module)`. */
  entry: 1,
  /** How many workers sleep, waiting for `run`. */
  runSleepers: 16,
  /** Grows by one when a worker has finished its part of a run; the caller watches it. */
  done: 32,
  /** 1 while the caller sleeps, waiting for `done`. */
  doneSleepers: 48,
  /** Threads that have reached the barrier. */
  arrived: 64,
  /** The pool's number · 256, plus the workers that are ready: one pool after the other may use the same memory. */
  pool: 80,
  /** 1 where the caller's thread may sleep too; the main thread of a browser may not. */
  callerMaySleep: 81,
  /** Grows by one when all have reached the barrier; those who wait there watch it. */
  generation: 96,
  /** How many threads sleep at the barrier. */
  generationSleepers: 112,
  /** 0, or 1 + the number of the thread that stopped first. Whoever waits for anything watches this too. */
  error: 128,
  /** Length in bytes of the reason that follows, or 0 until it is written. */
  errorLength: 129,
  /** The reason in UTF-8, from here to the end. */
  errorText: 144,
} as const;

export type SyncWords = typeof SYNC_WORDS;
