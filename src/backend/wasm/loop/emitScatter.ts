import { sizeOf } from "../../../tensor/shape.ts";
import type { Scatter } from "../../../program/program.ts";
import { i32 } from "../assembler/integers.ts";
import type { LoopContext } from "./context.ts";
import type { LoopFunction } from "./emitLoop.ts";
import { bytesOf, loadIndex } from "./lanes.ts";
import { requireRow } from "./requireRow.ts";

/**
 * Writes a scatter as a function: rows of zeros, then each row added where its index says, always in the same order.
 * Threads share the columns, so that no two add to one element.
 */
export function emitScatter(
  { module, lanes, buffers, address, fault }: LoopContext,
  name: string,
  scatter: Scatter,
): LoopFunction {
  const { from: source, indices, to: target, count, width, rows } = scatter;
  const [first, numbers, into] = [source.buffer, indices.buffer, target].map(address) as [
    number,
    number,
    number,
  ];
  const pitch = width * lanes.bytes;
  const sourceStart = first + source.start * lanes.bytes;
  const storage = buffers[indices.buffer]!.storage;
  const indexStart = numbers + indices.start * bytesOf(storage, lanes);
  const run = module.function(name, ["i32", "i32"], "void", (f, from, to) => {
    const column = f.local("i32");
    const end = f.let(i32.mul(to, lanes.bytes));
    const vectorEnd = f.let(i32.sub(end, 15));
    const row = f.local("i32");
    // For the columns from … to: vectors as long as they fit, then single elements.
    const columns = (body: (vector: boolean) => void): void => {
      f.forLoop(column, i32.mul(from, lanes.bytes), vectorEnd, 16, () => {
        body(true);
      });
      f.forLoop(column, column, end, lanes.bytes, () => {
        body(false);
      });
    };
    f.forLoop(row, 0, rows * pitch, Math.max(1, pitch), () => {
      const at = i32.add(row, column);
      columns((vector) => {
        f.do((vector ? lanes.store : lanes.storeOne)(at, lanes.constant(0), into));
      });
    });
    const i = f.local("i32");
    f.forLoop(i, 0, count, 1, () => {
      const index = f.let(loadIndex(storage, lanes, i32.mul(i, bytesOf(storage, lanes)), indexStart));
      requireRow(f, index, rows, fault);
      const place = f.let(i32.mul(index, pitch));
      const read = f.let(i32.mul(i, pitch));
      columns((vector) => {
        const get = vector ? lanes.load : lanes.splat;
        const at = f.let(i32.add(place, column));
        const sum = lanes.float.add(get("real", at, into), get("real", i32.add(read, column), sourceStart));
        f.do((vector ? lanes.store : lanes.storeOne)(at, f.let(sum), into));
      });
    });
  });
  return { run, split: sizeOf([rows, width]) === 0 ? undefined : 1 };
}
