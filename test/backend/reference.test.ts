import { describe } from "vitest";
import { reference } from "../../src/backend/reference/reference.ts";
import { testState } from "./suite/state.ts";

// Its numbers are what other engines are compared with; by what they are right is tested in test/reference.
describe("reference", () => {
  testState({ name: "reference", backend: () => reference, precision: "f64" });
});
