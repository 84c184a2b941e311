import { afterEach, describe, expect, it, vi } from "vitest";
import { engineBesideThePage } from "../../../apps/studio/src/train/worker/engine.ts";
import { engine } from "../../../src/engines.ts";

describe("the engine beside the page", () => {
  afterEach(() => {
    vi.unstubAllGlobals();
  });

  it.each([
    [1, 1],
    [2, 1],
    [3, 2],
    [200, 200],
  ])("leaves one of %i cores to the page", (hardwareConcurrency, most) => {
    vi.stubGlobal("navigator", { hardwareConcurrency });
    expect(engineBesideThePage().threads).toBe(Math.min(most, engine().threads));
  });
});
