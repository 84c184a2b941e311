import type { FunctionBuilder } from "../assembler/functionBuilder.ts";
import { i32 } from "../assembler/integers.ts";
import type { Local } from "../assembler/local.ts";

/** The words of a fault: whether there is one, the number that names no row, and how many rows there are. */
export const FAULT_BYTES = 12;

/**
 * Writes a check that a row is there: one that is not must not be read from some other buffer. The number is noted for
 * whoever started the run, and row 0 stands in; a trap would end the threads.
 *
 * @param fault where the words of a fault are
 */
export function requireRow(f: FunctionBuilder, row: Local<"i32">, rows: number, fault: number): void {
  f.if(i32.ge_u(row, rows), () => {
    f.do(i32.store(0, 1, fault));
    f.do(i32.store(0, row, fault + 4));
    f.do(i32.store(0, rows, fault + 8));
    f.set(row, 0);
  });
}
