import { describe } from "vitest";
import type { EngineUnderTest } from "./suite/engine.ts";
import { testOps } from "./suite/ops.ts";

/** What every engine must do, as the reference does it. */
export function conformance(engine: EngineUnderTest): void {
  describe(`${engine.name}: ops`, () => {
    testOps(engine);
  });
}
