import { it } from "vitest";
import { findBlas } from "../../src/backend/blas/findBlas.ts";
import { wasm } from "../../src/backend/wasm/wasm.ts";
import { conformance } from "./conformance.ts";

const blas = findBlas();

if ("reason" in blas) {
  it.skip(`the engine with the system's BLAS: ${blas.reason}`);
} else {
  conformance({ name: "blas f32", backend: () => wasm({ precision: "f32", blas }), precision: "f32" });
  conformance({ name: "blas f64", backend: () => wasm({ precision: "f64", blas }), precision: "f64" });
}
