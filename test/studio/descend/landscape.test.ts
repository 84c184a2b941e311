import { constant, costOf, evaluate, forward, network } from "backproof";
import { describe, expect, it } from "vitest";
import { coordinatesOf, labelOf, valueOf, wordsFor } from "../../../apps/studio/src/descend/coordinates.ts";
import { costGrid, extremes, lowestPoint, surfaceOf } from "../../../apps/studio/src/descend/grid.ts";
import { landscapeOf } from "../../../apps/studio/src/descend/landscape.ts";
import { LINE, NOTE, type Problem } from "../../../apps/studio/src/descend/problem.ts";
import { sceneOf } from "../../../apps/studio/src/descend/scenes.ts";

const costAt = (problem: Problem): number => {
  const net = network(problem);
  return evaluate(costOf(net, forward(net, constant(problem.input)), constant(problem.target))).data[0]!;
};

describe("the coordinates of note 001", () => {
  const coordinates = coordinatesOf(NOTE);

  it("are all its parameters, by the notes' names", () => {
    expect(coordinates.map(labelOf).join(" ")).toBe(
      "w¹₁₁ w¹₁₂ w¹₂₁ w¹₂₂ w¹₃₁ w¹₃₂ b¹₁ b¹₂ b¹₃ w²₁₁ w²₁₂ w²₁₃ w²₂₁ w²₂₂ w²₂₃ b²₁ b²₂",
    );
    expect(coordinates.map((coordinate) => valueOf(NOTE, coordinate)).slice(9, 12)).toEqual([0.3, -0.7, 0.2]);
  });

  it("have words too", () => {
    expect(wordsFor(coordinates[1]!)).toBe("weight to neuron 1 of layer 1 from input 2");
    expect(wordsFor(coordinates[9]!)).toBe("weight to neuron 1 of layer 2 from neuron 1 of layer 1");
    expect(wordsFor(coordinates[16]!)).toBe("bias of neuron 2 of layer 2");
  });

  it("keep indices of two digits apart", () => {
    expect(labelOf({ kind: "weight", layer: 0, row: 11, column: 2 })).toBe("w¹₁₂,₃");
  });
});

describe("a landscape", () => {
  it("has the network's cost at the network's own numbers, whatever the pair", () => {
    const coordinates = coordinatesOf(NOTE);
    coordinates.slice(1).forEach((second, i) => {
      const pair = [coordinates[i]!, second] as const;
      const { cost } = landscapeOf(NOTE, pair);
      expect(evaluate(cost).data[0]).toBeCloseTo(costAt(NOTE), 14);
    });
  });

  it("has the cost of the network with the two numbers put in", () => {
    const changed = structuredClone(NOTE);
    changed.layers[0]!.weights[1]![0] = 2.5;
    changed.layers[1]!.bias[1] = -4;
    const surface = surfaceOf(
      landscapeOf(NOTE, [
        { kind: "weight", layer: 0, row: 1, column: 0 },
        { kind: "bias", layer: 1, row: 1 },
      ]),
    );
    expect(surface.at(2.5, -4)).toBeCloseTo(costAt(changed), 14);
    surface.dispose();
  });
});

describe("the grid of a cost", () => {
  const surface = surfaceOf(
    landscapeOf(LINE, [
      { kind: "weight", layer: 0, row: 0, column: 0 },
      { kind: "bias", layer: 0, row: 0 },
    ]),
  );
  const grid = costGrid(surface, { x: [-1.1, 2.9], y: [-1.6, 2.4] }, 41);

  it("goes from left to right and from the bottom up", () => {
    expect(grid.values[0]).toBe(surface.at(-1.1, -1.6));
    expect(grid.values[40]).toBe(surface.at(2.9, -1.6));
    expect(grid.values[41 * 40]).toBe(surface.at(-1.1, 2.4));
  });

  it("is lowest where least squares says", () => {
    const { x, y, cost } = lowestPoint(grid);
    expect([x, y]).toEqual([expect.closeTo(0.9, 10), expect.closeTo(0.4, 10)]);
    expect(extremes(grid)![0]).toBe(cost);
  });

  it("has no extremes where no value is a number", () => {
    expect(extremes({ ...grid, values: grid.values.map(() => NaN) })).toBeUndefined();
  });
});

describe("the scene of any other problem", () => {
  it("looks at two different parameters from where the network is", () => {
    const [deep, flat] = [sceneOf("deep", NOTE), sceneOf("flat", LINE)];
    expect(deep.pair.map(labelOf)).toEqual(["w²₁₁", "w¹₁₁"]);
    expect(deep.start).toEqual({ x: 0.3, y: 0.1 });
    expect(flat.pair.map(labelOf)).toEqual(["w¹₁₁", "b¹₁"]);
    expect(flat.start).toEqual({ x: -1, y: 2 });
  });
});
