import type { Scan } from "../../../program/program.ts";
import { i32 } from "../assembler/integers.ts";
import type { LoopContext } from "./context.ts";
import type { LoopFunction } from "./emitLoop.ts";

/** Writes running sums as a function; threads share the outer lines. */
export function emitScan({ module, lanes, address }: LoopContext, name: string, scan: Scan): LoopFunction {
  const { from: source, to: target, outer, length, inner, reverse } = scan;
  const start = address(source.buffer) + source.start * lanes.bytes;
  const into = address(target);
  const pitch = inner * lanes.bytes;
  const run = module.function(name, ["i32", "i32"], "void", (f, from, to) => {
    const line = f.local("i32");
    const column = f.local("i32");
    const step = f.local("i32");
    f.forLoop(line, from, to, 1, () => {
      const base = f.let(i32.add(i32.mul(line, length * pitch), reverse ? (length - 1) * pitch : 0));
      f.forLoop(column, 0, pitch, lanes.bytes, () => {
        const at = f.let(i32.add(base, column));
        const total = f.let(lanes.constant(0));
        f.forLoop(step, 0, length, 1, () => {
          f.set(total, lanes.float.add(total, lanes.splat("real", at, start)));
          f.do(lanes.storeOne(at, total, into));
          f.set(at, i32.add(at, reverse ? -pitch : pitch));
        });
      });
    });
  });
  return { run, split: outer === 0 ? undefined : 0 };
}
