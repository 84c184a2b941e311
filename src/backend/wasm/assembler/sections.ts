import { internal } from "../../../util/errors.ts";
import { Bytes } from "./bytes.ts";
import { TYPE_BYTES, type Result, type ValueType } from "./types.ts";

/** The numbers of a module's sections (WebAssembly core specification, 5.5.2). */
export const SECTIONS = {
  custom: 0,
  type: 1,
  import: 2,
  function: 3,
  global: 6,
  export: 7,
  code: 10,
  data: 11,
} as const;

/** How large a memory is at least and at most, in pages of 64 KiB. */
export interface MemoryLimits {
  readonly min: number;
  readonly max?: number;
  /** Whether threads share it; then `max` is required. */
  readonly shared?: boolean;
}

/** One section, with its number and size before it. */
export function section(out: Bytes, number: number, content: Bytes): void {
  out.u8(number);
  out.sized(content.written());
}

/** Items already written, with their number before them. */
export function counted(count: number, items: Bytes): Bytes {
  const out = new Bytes();
  out.unsigned(count);
  out.raw(items.written());
  return out;
}

/** A memory's limits. */
export function writeLimits(out: Bytes, { min, max, shared = false }: MemoryLimits): void {
  if (shared && max === undefined) internal("a shared memory needs a maximum");
  out.u8((max === undefined ? 0 : 1) | (shared ? 2 : 0));
  out.unsigned(min);
  if (max !== undefined) out.unsigned(max);
}

/** A function's signature. */
export function writeSignature(out: Bytes, parameters: readonly ValueType[], result: Result): void {
  out.u8(0x60);
  out.unsigned(parameters.length);
  for (const type of parameters) out.u8(TYPE_BYTES[type]);
  out.unsigned(result === "void" ? 0 : 1);
  if (result !== "void") out.u8(TYPE_BYTES[result]);
}

/** Equal for equal signatures only. */
export function typeKey(parameters: readonly ValueType[], result: Result): string {
  return `${parameters.join(" ")} -> ${result}`;
}
