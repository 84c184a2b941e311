import { wasm } from "../../src/backend/wasm/wasm.ts";
import { conformance } from "./conformance.ts";

conformance({ name: "wasm f32", backend: () => wasm({ precision: "f32" }), precision: "f32" });
conformance({ name: "wasm f64", backend: () => wasm({ precision: "f64" }), precision: "f64" });
