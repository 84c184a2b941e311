import { it } from "vitest";
import { findBlas } from "../../src/backend/blas/findBlas.ts";
import { wasm } from "../../src/backend/wasm/wasm.ts";
import { registry } from "../../src/ops/registry.ts";
import { conformance } from "./conformance.ts";

const blas = findBlas();

/** Ops that become products of matrices. */
const PRODUCTS = new Set(["matmul", "einsum"]);

if ("reason" in blas) {
  it.skip(`the engine with the system's BLAS: ${blas.reason}`);
} else {
  const others = registry.flatMap(({ name }) => (PRODUCTS.has(name) ? [] : [name]));
  const skip = [{ reason: "computed without the BLAS, so tested with the engine wasm", ops: others }];
  for (const precision of ["f32", "f64"] as const) {
    conformance({ name: `blas ${precision}`, backend: () => wasm({ precision, blas }), precision, skip });
  }
}
