import { describe } from "vitest";
import type { EngineUnderTest } from "./suite/engine.ts";
import { testGoldenNetworks } from "./suite/golden.ts";
import { testGraphs } from "./suite/graphs.ts";
import { testOps } from "./suite/ops.ts";
import { testState } from "./suite/state.ts";

/** What every engine must do, as the reference does it. */
export function conformance(engine: EngineUnderTest): void {
  describe(engine.name, () => {
    describe("ops", () => {
      testOps(engine);
    });
    describe("random graphs", () => {
      testGraphs(engine, 20);
    });
    describe("golden networks", () => {
      testGoldenNetworks(engine);
    });
    describe("state", () => {
      testState(engine);
    });
  });
}
