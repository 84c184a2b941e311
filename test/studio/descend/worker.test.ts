import { describe, expect, it, vi } from "vitest";
import type { Run } from "../../../apps/studio/src/descend/jobs.ts";
import { keptFor } from "../../../apps/studio/src/descend/keptFor.ts";
import { labRuns } from "../../../apps/studio/src/descend/lab.ts";
import { LAB } from "../../../apps/studio/src/descend/nielsen.ts";
import { SCENES } from "../../../apps/studio/src/descend/scenes.ts";
import { fateOf, labVerdict } from "../../../apps/studio/src/descend/words.ts";
import { gridSize, survey, walk, wholeSharpness } from "../../../apps/studio/src/descend/workshop.ts";

describe.each(SCENES)("the scene $id", ({ problem, pair, window, start, rates }) => {
  it("has a surface with contours, and a lowest point that bends upwards", () => {
    const { grid, contours, lowest } = survey({ kind: "survey", problem, pair, window });
    expect(contours.length).toBeGreaterThan(8);
    expect(lowest.cost).toBeCloseTo(Math.min(...grid.values), 12);
    expect(lowest.bends[0].value).toBeGreaterThan(0);
  });

  it("starts in view, and every algorithm gets lower at the rate given to it", () => {
    const runs = (["sgd", "momentum", "rmsprop", "adam"] as const).map((name): Run => {
      const numbers: Run["numbers"] = {};
      return { name, rate: rates[name], numbers };
    });
    const { paths } = walk({ kind: "walk", problem, pair, start, steps: 100, runs });
    for (const { stops, ending } of paths) {
      expect(ending).not.toBe("lost");
      expect(stops.at(-1)!.cost).toBeLessThan(stops[0]!.cost);
    }
    expect(start.x >= window.x[0] && start.x <= window.x[1]).toBe(true);
    expect(start.y >= window.y[0] && start.y <= window.y[1]).toBe(true);
  });

  it("has a largest eigenvalue, known to a thousandth", () => {
    const { value, error } = wholeSharpness({ kind: "sharpness", problem, pair, at: start });
    expect(error).toBeLessThan(2e-3 * Math.abs(value));
  });
});

describe("the grid", () => {
  const { problem } = SCENES[0]!;

  it("is the coarser, the more a cost takes to compute", () => {
    const sizes = [1, 2000, 10_000, 100_000].map((samples) =>
      gridSize({ ...problem, input: Array.from({ length: samples }, () => [0.9, 0.1]) }),
    );
    expect(sizes).toEqual([96, 64, 40, 24]);
  });
});

describe("what is kept", () => {
  it("is made once, and the longest unused is disposed of when there is no room", () => {
    const disposed: string[] = [];
    const make = vi.fn(({ name }: { name: string }) => ({
      name,
      dispose: () => {
        disposed.push(name);
      },
    }));
    const kept = keptFor(make, 2);
    const a = kept({ name: "a" });
    kept({ name: "b" });
    expect(kept({ name: "a" })).toBe(a);
    expect(disposed).toEqual([]);
    kept({ name: "c" });
    expect(disposed).toEqual(["b"]);
    expect(kept({ name: "a" })).toBe(a);
    expect(make).toHaveBeenCalledTimes(3);
  });
});

describe("the lab", () => {
  it("tells of every epoch, and of λ before and after; Nielsen's right rate learns and his large one does not", async () => {
    const news = [];
    for await (const one of labRuns({ rates: [3, 100] })) news.push(one);
    expect(news.map(({ run, epoch }) => `${run}:${epoch}`)).toEqual(
      [0, 1].flatMap((run) => Array.from({ length: LAB.epochs + 1 }, (_, epoch) => `${run}:${epoch}`)),
    );
    const [first, right, , large] = news.filter(({ lambda }) => lambda !== undefined);
    expect(3 * first!.lambda!).toBeLessThan(2);
    expect(100 * first!.lambda!).toBeGreaterThan(2);
    expect(labVerdict(3, first!.lambda!, right!)).toBe("learns");
    expect(labVerdict(100, first!.lambda!, large!)).toMatch(/^too large/);
  });

  it("tells too small from too large by ηλ", () => {
    expect(labVerdict(0.001, 0.3, { cost: 1.3, accuracy: 0.1 })).toMatch(/^too small/);
    expect(labVerdict(100, 0.3, { cost: NaN, accuracy: 0.1 })).toMatch(/^too large/);
  });
});

describe("the words for a path", () => {
  const stops = [0.2, 0.5, 0.5].map((cost, x) => ({ x, y: 0, cost, slope: 0 }));

  it.each([
    ["walked", 0, "at the start"],
    ["walked", 1, "higher than at the start"],
    ["lost", 1, "higher than at the start"],
    ["lost", 2, "lost after step 2: the numbers grow without end"],
    ["still", 5, "stuck since step 2, thrown onto a plateau"],
  ] as const)("that %s are, at step %i, %s", (ending, step, words) => {
    expect(fateOf({ stops, ending }, step)).toBe(words);
  });

  it("say that it is on its way where it goes down", () => {
    const lower = stops.map((stop) => ({ ...stop, cost: -stop.cost }));
    expect(fateOf({ stops: lower, ending: "walked" }, 1)).toBe("on its way");
  });

  it("say when it stands still where it is lower, and when it hardly moves", () => {
    const lower = stops.map((stop) => ({ ...stop, cost: -stop.cost }));
    expect(fateOf({ stops: lower, ending: "still" }, 2)).toBe("still since step 2: no slope left");
    const slow = stops.map((stop) => ({ ...stop, x: stop.x * 1e-5, cost: -stop.cost }));
    expect(fateOf({ stops: slow, ending: "walked" }, 2)).toBe("hardly moves");
  });
});
