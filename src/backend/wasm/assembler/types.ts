/** The types of WebAssembly values that the assembler knows. */
export type ValueType = "i32" | "i64" | "f32" | "f64" | "v128";

/** What an instruction leaves behind: one value, or nothing. */
export type Result = ValueType | "void";

/** Their bytes in the binary format (WebAssembly core specification, 5.3.1 and 5.4.1). */
export const TYPE_BYTES: Readonly<Record<Result, number>> = {
  i32: 0x7f,
  i64: 0x7e,
  f32: 0x7d,
  f64: 0x7c,
  v128: 0x7b,
  void: 0x40,
};
