import { reference } from "../../src/backend/reference/reference.ts";
import { conformance } from "./conformance.ts";

conformance({ name: "reference", backend: () => reference, precision: "f64" });
