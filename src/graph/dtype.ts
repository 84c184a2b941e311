/** What the elements are: real numbers (float32 or float64 is chosen when compiling), whole numbers, or 0 and 1. */
export type DType = "real" | "int" | "bool";
