import type { DType } from "../graph/dtype.ts";

/** The type that holds all of some types' values: real before int before bool. */
export function commonType(types: readonly DType[]): DType {
  return types.includes("real") ? "real" : types.includes("int") ? "int" : "bool";
}

/** The type of sums: how many of some conditions hold is a whole number. */
export function sumType(types: readonly DType[]): DType {
  const common = commonType(types);
  return common === "bool" ? "int" : common;
}
