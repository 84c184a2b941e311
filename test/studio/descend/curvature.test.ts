import { network } from "backproof";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Pair } from "../../../apps/studio/src/descend/coordinates.ts";
import { curvatureOf, sharpness } from "../../../apps/studio/src/descend/curvature.ts";
import { eigenpairs } from "../../../apps/studio/src/descend/eigenvalue.ts";
import { surfaceOf } from "../../../apps/studio/src/descend/grid.ts";
import { landscapeOf } from "../../../apps/studio/src/descend/landscape.ts";
import { LINE, NOTE } from "../../../apps/studio/src/descend/problem.ts";

const pair: Pair = [
  { kind: "weight", layer: 0, row: 0, column: 0 },
  { kind: "bias", layer: 0, row: 0 },
];

// For a line through x = 0, 1, 2, 3 the Hessian by weight and bias is [[mean x², mean x], [mean x, 1]].
const LINE_HESSIAN = { a: 3.5, b: 1.5, c: 1 };
const LINE_LARGEST = 2.25 + Math.hypot(1.25, 1.5);

describe("the eigenvalues of a symmetric 2×2 matrix", () => {
  const entry = fc.double({ min: -100, max: 100, noNaN: true });

  it("satisfy A v = λ v with v of length 1, the larger one first", () => {
    fc.assert(
      fc.property(entry, entry, entry, (a, b, c) => {
        const [first, second] = eigenpairs({ a, b, c });
        expect(first.value).toBeGreaterThanOrEqual(second.value);
        for (const { value, direction } of [first, second]) {
          const [x, y] = direction;
          expect(Math.hypot(x, y)).toBeCloseTo(1, 12);
          expect(a * x + b * y).toBeCloseTo(value * x, 10);
          expect(b * x + c * y).toBeCloseTo(value * y, 10);
        }
      }),
    );
  });
});

describe("the curvature of a landscape", () => {
  it("is the known one of a straight line, wherever it is asked", () => {
    const curvature = curvatureOf(landscapeOf(LINE, pair));
    for (const at of [
      { x: 0, y: 0 },
      { x: -3, y: 7 },
    ]) {
      const { bends } = curvature.at(at);
      const expected = eigenpairs(LINE_HESSIAN);
      expect(bends[0].value).toBeCloseTo(expected[0].value, 12);
      expect(bends[1].value).toBeCloseTo(expected[1].value, 12);
    }
    curvature.dispose();
  });

  it("agrees with second differences of the cost on note 001", () => {
    const landscape = landscapeOf(NOTE, pair);
    const [curvature, surface] = [curvatureOf(landscape), surfaceOf(landscape)];
    const [x, y, h] = [0.4, -0.3, 1e-3];
    const { bends, cost } = curvature.at({ x, y });
    expect(cost).toBeCloseTo(surface.at(x, y), 14);
    for (const { value, direction } of bends) {
      const [dx, dy] = direction.map((part) => part * h) as [number, number];
      const second = surface.at(x + dx, y + dy) - 2 * cost + surface.at(x - dx, y - dy);
      expect(second / (h * h)).toBeCloseTo(value, 6);
    }
    curvature.dispose();
    surface.dispose();
  });

  it("of the whole network is the same, where the two parameters are the whole network", () => {
    const { value, error } = sharpness(network(LINE), LINE);
    expect(Math.abs(value - LINE_LARGEST)).toBeLessThanOrEqual(error + 1e-9);
  });

  it("of the whole network is at least that of any two of its parameters", () => {
    const { x, y } = { x: NOTE.layers[0]!.weights[0]![0]!, y: NOTE.layers[0]!.bias[0]! };
    const curvature = curvatureOf(landscapeOf(NOTE, pair));
    expect(sharpness(network(NOTE), NOTE).value).toBeGreaterThan(curvature.at({ x, y }).bends[0].value);
    curvature.dispose();
  });
});
