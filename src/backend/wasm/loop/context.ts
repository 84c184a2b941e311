import type { Buffer } from "../../../program/program.ts";
import type { ModuleBuilder } from "../assembler/moduleBuilder.ts";
import type { MathFunctions } from "../math/mathFunctions.ts";
import type { Lanes } from "./lanes.ts";

/** What loops need to know of the module they are written into. */
export interface LoopContext {
  readonly module: ModuleBuilder;
  readonly lanes: Lanes;
  readonly math: MathFunctions;
  readonly buffers: readonly Buffer[];
  /** Where a buffer begins, in bytes. */
  readonly address: (buffer: number) => number;
  /** Where an index that names no row is noted. */
  readonly fault: number;
}
