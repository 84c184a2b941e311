import { wasm } from "../../src/backend/wasm/wasm.ts";
import { conformance } from "./conformance.ts";

// The smallest work is divided too, so that every kernel is tested at the seams between threads.
const worthDividing = 1;

for (const [threads, precision] of [
  [2, "f64"],
  [4, "f32"],
] as const) {
  conformance({
    name: `wasm ${precision} on ${threads} threads`,
    backend: () => wasm({ precision, threads, worthDividing }),
    precision,
    threads,
    sizes: "few",
  });
}
