import { i32 } from "../assembler/integers.ts";
import { atomic } from "../assembler/memory.ts";
import type { FunctionHandle, ModuleBuilder } from "../assembler/moduleBuilder.ts";
import { SYNC_WORDS } from "./syncWords.ts";

/**
 * Adds the function `barrier(index, count)` to a module: it returns when all `count` threads have called it, and what any of
 * them wrote before is then seen by all. Every thread must call it equally often in a run. Where a thread has stopped it traps.
 *
 * The last to arrive starts a new generation, for which the others wait: awake for some 30 µs, about as long as it takes to wake a
 * sleeper, then asleep. So a thread that lost its core to another program is not waited for by burning the other cores.
 *
 * @param syncByteOffset where the words of the pool begin
 */
export function defineBarrier(
  module: ModuleBuilder,
  syncByteOffset: number,
): FunctionHandle<readonly ["i32", "i32"], "void"> {
  const at = (word: keyof typeof SYNC_WORDS) => syncByteOffset + 4 * SYNC_WORDS[word];
  return module.function("barrier", ["i32", "i32"], "void", (f, index, count) => {
    f.if(i32.le_s(count, 1), () => {
      f.return();
    });
    // Read before arriving: once this thread has arrived, the generation may be over at any moment.
    const generation = f.let(atomic.load(0, at("generation")));
    f.if(i32.eq(i32.add(atomic.rmw_add(0, 1, at("arrived")), 1), count), () => {
      f.do(atomic.store(0, 0, at("arrived")));
      f.drop(atomic.rmw_add(0, 1, at("generation")));
      f.if(atomic.load(0, at("generationSleepers")), () => {
        f.drop(atomic.notify(0, -1, at("generation")));
      });
      f.return();
    });
    const looks = f.local("i32");
    f.loop((again) => {
      f.set(looks, 0);
      f.loop((look) => {
        f.if(i32.ne(atomic.load(0, at("generation")), generation), () => {
          f.return();
        });
        f.if(atomic.load(0, at("error")), () => {
          f.unreachable();
        });
        f.set(looks, i32.add(looks, 1));
        f.br_if(look, i32.lt_s(looks, LOOKS_BEFORE_SLEEP));
      });
      f.br_if(again, i32.eqz(i32.or(index, atomic.load(0, at("callerMaySleep")))));
      f.drop(atomic.rmw_add(0, 1, at("generationSleepers")));
      f.drop(atomic.wait32(0, generation, SLEEP_NANOSECONDS, at("generation")));
      f.drop(atomic.rmw_sub(0, 1, at("generationSleepers")));
      f.br(again);
    });
  });
}

const LOOKS_BEFORE_SLEEP = 20_000;

/** Not for ever: a thread may stop just before another falls asleep. */
const SLEEP_NANOSECONDS = 100_000_000n;
