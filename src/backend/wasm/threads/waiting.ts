import type { SyncWords } from "./syncWords.ts";

/** How a thread waits for a word in shared memory to change. */
export interface Waiting {
  /**
   * Returns when a word is no longer `value`. It watches the word for a while, since waking a sleeper takes 50 µs, then sleeps.
   *
   * @param sleepers the word that counts those who sleep
   * @param milliseconds how long to stay awake
   * @returns false where a thread has stopped, so that the change may never come
   */
  change(word: number, value: number, sleepers: number, milliseconds: number): boolean;
  /** Wakes those who sleep until a word changes; called after changing it, and cheap where nobody sleeps. */
  wake(word: number, sleepers: number): void;
  /** Tells all threads that thread number `index` has stopped; the first one's reason is kept. */
  stop(index: number, reason: string): void;
}

/**
 * Nobody can sleep through a change: a sleeper first announces itself and then looks at the word again, the other side first
 * changes the word and then looks for sleepers, and all atomic operations have one order.
 *
 * Workers run the text of this function: it must name nothing outside itself.
 *
 * @param words the pool's words
 * @param at where each word lies
 * @param maySleep whether this thread may
 */
export function makeWaiting(words: Int32Array, at: SyncWords, maySleep: boolean): Waiting {
  return {
    change(word, value, sleepers, milliseconds) {
      for (;;) {
        let end = -1;
        do {
          // The clock costs more than a look at the word, so it is read once in a while.
          for (let i = 0; i < 256; i++) if (Atomics.load(words, word) !== value) return true;
          if (Atomics.load(words, at.error) !== 0) return false;
          if (end < 0) end = performance.now() + milliseconds;
        } while (!maySleep || performance.now() < end);
        Atomics.add(words, sleepers, 1);
        // Not for ever: a thread may stop just before this one falls asleep.
        Atomics.wait(words, word, value, 100);
        Atomics.sub(words, sleepers, 1);
      }
    },
    wake(word, sleepers) {
      if (Atomics.load(words, sleepers) > 0) Atomics.notify(words, word);
    },
    stop(index, reason) {
      if (Atomics.compareExchange(words, at.error, 0, index + 1) === 0) {
        const space = new Uint8Array(words.buffer, words.byteOffset, words.byteLength).subarray(
          at.errorText * 4,
        );
        const text = new TextEncoder().encode(reason).subarray(0, space.length);
        space.set(text);
        Atomics.store(words, at.errorLength, text.length);
      }
      for (const word of [at.run, at.done, at.generation]) Atomics.notify(words, word);
    },
  };
}
