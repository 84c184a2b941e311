import { constantRate, evaluate, gradients, initialState, stateTensors, trainingStep } from "backproof";
import { afterEach, describe, expect, it } from "vitest";
import { ALGORITHMS } from "../../../apps/studio/src/descend/algorithms.ts";
import { landscapeOf } from "../../../apps/studio/src/descend/landscape.ts";
import { walkerOf, type Walker } from "../../../apps/studio/src/descend/paths.ts";
import { LINE, NOTE, XOR } from "../../../apps/studio/src/descend/problem.ts";
import type { Pair } from "../../../apps/studio/src/descend/coordinates.ts";

const weight = { kind: "weight", layer: 0, row: 0, column: 0 } as const;
const bias = { kind: "bias", layer: 0, row: 0 } as const;
const pair: Pair = [weight, bias];

let walker: Walker | undefined;
afterEach(() => {
  walker?.dispose();
  walker = undefined;
});

describe.each(ALGORITHMS)("the path of $title", ({ optimizer, hyperParameters }) => {
  const numbers = Object.fromEntries(hyperParameters.map(({ key, initial }) => [key, initial]));

  it.each([
    ["note 001", NOTE],
    ["XOR", XOR],
  ])("is the library's, step for step, on %s", (_, problem) => {
    const landscape = landscapeOf(problem, pair);
    walker = walkerOf(landscape, optimizer(numbers));
    const { stops } = walker.walk({ x: -1.5, y: 0.75 }, 0.2, 12);

    // The reference computes the same steps one at a time, and its state goes by hand from one to the next.
    const { theta, cost } = landscape;
    const state = initialState(optimizer(numbers), [theta]);
    const updates = trainingStep(cost, [theta], optimizer(numbers), state, { schedule: constantRate(0.2) });
    const kept = [theta, ...stateTensors(state)];
    let values = new Map(kept.map((tensor) => [tensor, { shape: tensor.shape, data: zeros(tensor.shape) }]));
    values.set(theta, { shape: [2], data: Float64Array.of(-1.5, 0.75) });
    for (const stop of stops) {
      const [height] = evaluate([cost], values);
      expect([stop.x, stop.y]).toEqual(
        Array.from(values.get(theta)!.data, (x) => expect.closeTo(x, 10) as number),
      );
      expect(stop.cost).toBeCloseTo(height!.data[0]!, 12);
      const next = evaluate(
        updates.map(([, node]) => node),
        values,
      );
      values = new Map(updates.map(([tensor], i) => [tensor, next[i]!]));
    }
    expect(stops).toHaveLength(13);
  });

  it("starts afresh each time", () => {
    walker = walkerOf(landscapeOf(LINE, pair), optimizer(numbers));
    const first = walker.walk({ x: 2, y: 1 }, 0.05, 20);
    expect(walker.walk({ x: 2, y: 1 }, 0.05, 20)).toEqual(first);
  });
});

describe("a path", () => {
  const landscape = landscapeOf(LINE, pair);
  const { optimizer } = ALGORITHMS[0]!;

  it("ends where nothing moves any more", () => {
    walker = walkerOf(landscape, optimizer({}));
    const { stops, ending } = walker.walk({ x: 3, y: -2 }, 0.3, 2000);
    expect(ending).toBe("still");
    const { x, y } = stops.at(-1)!;
    // Least squares through (0, ½), (1, 1), (2, 2½), (3, 3).
    expect([x, y]).toEqual([expect.closeTo(0.9, 8), expect.closeTo(0.4, 8)]);
  });

  it("is lost where the rate is too large", () => {
    walker = walkerOf(landscape, optimizer({}));
    const { stops, ending } = walker.walk({ x: 3, y: -2 }, 1, 2000);
    expect(ending).toBe("lost");
    expect(stops.length).toBeLessThan(100);
    expect(stops.every(({ cost }) => Number.isFinite(cost))).toBe(true);
  });

  it("knows how steep it is at every stop", () => {
    walker = walkerOf(landscape, optimizer({}));
    const [{ x, y, slope }] = walker.walk({ x: 3, y: -2 }, 0.1, 0).stops as [never];
    const [gradient] = gradients(landscape.cost, [landscape.theta]);
    const { data } = evaluate(gradient, new Map([[landscape.theta, [x, y]]]));
    expect(slope).toBeCloseTo(Math.hypot(...data), 12);
  });
});

function zeros(shape: readonly number[]): Float64Array {
  return new Float64Array(shape.reduce((size, n) => size * n, 1));
}
