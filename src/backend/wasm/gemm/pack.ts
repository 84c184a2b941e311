import type { FunctionBuilder } from "../assembler/functionBuilder.ts";
import type { Expression } from "../assembler/instruction.ts";
import type { Local } from "../assembler/local.ts";
import { blocks } from "./loops.ts";
import type { Strided } from "./tile.ts";
import type { Vectors } from "./vectors.ts";

/** A strip of a matrix that is copied so that its rows follow one another. */
export interface Strip {
  readonly from: Strided;
  readonly to: Expression<"i32">;
  /** The bytes from row to row of the copy. */
  readonly pitch: number;
  readonly rows: number | Local<"i32">;
  readonly columns: number;
  /** Whether the last vector of a row is filled up with zeros; otherwise only what is there is written. */
  readonly pad: boolean;
}

/** Copies a strip: as it lies, turned by square blocks, or element by element. */
export function packStrip(f: FunctionBuilder, vectors: Vectors, strip: Strip): void {
  const turned = strip.from.row === vectors.bytes && strip.from.column !== vectors.bytes && strip.columns > 1;
  if (turned) packTurned(f, vectors, strip);
  else packStraight(f, vectors, strip);
}

function packStraight(f: FunctionBuilder, vectors: Vectors, strip: Strip): void {
  const { from, pitch, columns } = strip;
  const [source, target] = [f.let(from.at), f.let(strip.to)];
  const value = f.local("v128");
  const pointers = [[source, from.row] as const, [target, pitch] as const];
  const copy = (p: number): void => {
    for (let first = 0; first < columns; first += vectors.count) {
      const width = Math.min(vectors.count, columns - first);
      f.set(value, vectors.load(width, source, p * from.row + first * from.column, from.column));
      const at = p * pitch + first * vectors.bytes;
      for (const store of vectors.store(strip.pad ? vectors.count : width, target, value, at)) f.do(store);
    }
  };
  const four = (): void => {
    for (let p = 0; p < 4; p++) copy(p);
  };
  blocks(f, strip.rows, 4, pointers, four, () => {
    copy(0);
  });
}

/** Columns are contiguous: a vector of each of a few columns, turned, is a few rows. */
function packTurned(f: FunctionBuilder, vectors: Vectors, strip: Strip): void {
  const { from, pitch, columns, rows, pad } = strip;
  const size = vectors.count;
  for (let first = 0; first < columns; first += size) {
    const width = Math.min(size, columns - first);
    const [source, target] = [f.let(from.at), f.let(strip.to)];
    const loaded = Array.from({ length: size }, () => f.local("v128"));
    const value = f.local("v128");
    const store = (at: number): void => {
      for (const one of vectors.store(pad ? size : width, target, value, at + first * vectors.bytes))
        f.do(one);
    };
    const block = (): void => {
      // Columns beyond the strip are the last one again: nobody looks at them.
      loaded.forEach((local, c) => {
        const column = first + Math.min(c, width - 1);
        f.set(local, vectors.load(size, source, column * from.column));
      });
      vectors
        .transpose(loaded, (one) => f.let(one))
        .forEach((row, p) => {
          f.set(value, row);
          store(p * pitch);
        });
    };
    const single = (): void => {
      f.set(value, vectors.load(width, source, first * from.column, from.column));
      store(0);
    };
    const pointers = [[source, from.row] as const, [target, pitch] as const];
    blocks(f, rows, size, pointers, block, single);
  }
}
