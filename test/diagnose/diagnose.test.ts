import { describe, expect, it } from "vitest";
import { diagnose } from "../../src/diagnose/diagnose.ts";
import { createNetwork } from "../../src/nn/createNetwork.ts";
import { network } from "../../src/nn/network.ts";
import { ShapeError, ValueError } from "../../src/util/errors.ts";
import { chain, changed, kinds, line, samples, timesWeights } from "./support.ts";

const SEEDS = [0, 1, 2, 3, 4];

describe("a chain of ten sigmoid layers", () => {
  it.each(SEEDS)("vanishes, with seed %i", (seed) => {
    const { findings } = diagnose(chain({ seed }), samples(4, 1));
    expect(findings).toHaveLength(1);
    expect(findings[0]).toMatchObject({ kind: "vanishing", layer: 1, severity: "warning" });
  });

  it("is explained by the user's own slopes, the last layers first", () => {
    const { findings, layers } = diagnose(chain(), samples(4, 1));
    const slopes = layers.slice(0, -1).map(({ meanSlope }) => meanSlope!);
    const factors = slopes.toReversed().map((slope) => String(Number(slope.toPrecision(2))));
    expect(findings[0]!.says).toContain(
      `the mean slopes are ${factors.join(" · ")} = ${Number(slopes.reduce((a, b) => a * b).toPrecision(3))}`,
    );
    expect(findings[0]!.says).toContain("that of sigmoid is never above 0.25");
    expect(Math.max(...slopes)).toBeLessThanOrEqual(0.25);
  });

  it.each(SEEDS)("saturates or explodes with weights times 20, with seed %i", (seed) => {
    const found = kinds(diagnose(timesWeights(chain({ seed }), 20), samples(4, 1)));
    expect(found.some((kind) => kind === "saturated" || kind === "exploding")).toBe(true);
  });

  it("explodes where large weights meet steep slopes", () => {
    // z = 20 a - 10 is 0 where a is ½: each layer multiplies by 20 · ¼ = 5.
    const found = diagnose(line(new Array<number>(10).fill(20), "sigmoid", -10), { x: [0.5], y: [0] });
    expect(kinds(found)).toEqual(["exploding"]);
    expect(found.layers[0]!.gradients.toLastLayer).toBeCloseTo(5 ** 9, 3);
  });
});

describe("dead units", () => {
  const fresh = createNetwork({
    sizes: [4, 9, 9, 3],
    activation: "relu",
    outputActivation: "identity",
    seed: 1,
  });
  const biased = (symbol: string): ReturnType<typeof changed> =>
    changed(fresh, (which, value) => (which === symbol ? -100 : value));

  it("are found in a ReLU network with large negative biases, layer by layer", () => {
    const { findings, layers } = diagnose(biased("b¹"), samples(4, 3));
    // z² is b² = 0 then, where the slope of relu is 0 too.
    expect(findings.map(({ kind, layer }) => [kind, layer])).toEqual([
      ["dead", 1],
      ["dead", 2],
    ]);
    expect(findings[0]).toMatchObject({
      kind: "dead",
      layer: 1,
      severity: "error",
      units: [0, 1, 2, 3, 4, 5, 6, 7, 8],
    });
    expect(layers.map(({ dead }) => dead?.share)).toEqual([1, 1, 0]);
    expect(findings[0]!.says).toContain(
      `every z¹ is at most ${Number(layers[0]!.dead!.largestZ!.toPrecision(3))}`,
    );
  });

  it("keep the node where the gradient ends, which is the activation of their layer", () => {
    const { zeroGradient } = diagnose(biased("b²"), samples(4, 3));
    expect(zeroGradient).toMatchObject({ node: "z²", through: "a²" });
    expect(zeroGradient!.reason).toMatch(
      /^relu has slope 0 at every input, and they lie between -1\d\d and -\d\d/,
    );
  });

  it("are counted as those that are never positive, not those that are mostly not", () => {
    // Unit 0 fires for x > 0, unit 1 for x < 0, unit 2 never.
    const net = network({
      layers: [
        { weights: [[1], [-1], [1]], bias: [0, 0, -5], activation: "relu" },
        { weights: [[1, 1, 1]], bias: [0], activation: "identity" },
      ],
      cost: "quadratic",
    });
    const { layers, findings } = diagnose(net, { x: [[1], [2], [3], [-1]], y: [[0], [0], [0], [0]] });
    expect(layers[0]!.dead).toEqual({ share: 1 / 3, units: [2], largestZ: -2 });
    expect(findings).toEqual([]);
  });

  it("below a fair coin's reach are no finding, above it they are", () => {
    const wide = createNetwork({ sizes: [4, 100, 2], activation: "relu", outputActivation: "identity" });
    const killed = (count: number) => {
      let unit = 0;
      return changed(wide, (symbol, value) => (symbol === "b¹" && unit++ < count ? -100 : value));
    };
    expect(kinds(diagnose(killed(60), samples(4, 2)))).toEqual([]);
    const { findings } = diagnose(killed(70), samples(4, 2));
    expect(findings).toMatchObject([{ kind: "dead", severity: "warning", layer: 1 }]);
    expect(findings[0]!.units).toEqual(Array.from({ length: 70 }, (_, i) => i));
    expect(findings[0]!.says).toContain("units 0, 1, 2, 3, 4, 5, 6, 7 and 62 more, are dead");
  });
});

describe("outputs that are flat and wrong", () => {
  const net = (cost: "quadratic" | "binary-cross-entropy") =>
    network({ layers: [{ weights: [[10], [10]], bias: [0, 0], activation: "sigmoid" }], cost });
  const data = {
    x: [[1], [2], [3]],
    y: [
      [0, 1],
      [0, 0],
      [1, 0],
    ],
  };

  it("are saturated with the quadratic cost", () => {
    expect(diagnose(net("quadratic"), data).findings).toMatchObject([{ kind: "saturated", layer: 1 }]);
  });

  it("still learn with the cost that cancels the slope", () => {
    expect(diagnose(net("binary-cross-entropy"), data).findings).toEqual([]);
  });

  it("are fine where they are right", () => {
    expect(
      diagnose(net("quadratic"), {
        ...data,
        y: [
          [1, 1],
          [1, 1],
          [1, 1],
        ],
      }).findings,
    ).toEqual([]);
  });
});

describe("a value that is not finite", () => {
  it("in the cost is named with its node and the arithmetic that gave it", () => {
    const net = network({
      layers: [{ weights: [[1], [-1]], bias: [0, 0], activation: "relu" }],
      cost: "cross-entropy",
    });
    const found = diagnose(net, { x: [[-1]], y: [[1, 0]] });
    expect(found.notFinite).toMatchObject({
      node: "log[1, 2]",
      towards: "C",
      pass: "forward",
      value: "-Infinity",
      index: [0, 0],
      count: 1,
      reason: "log(0) is -Infinity",
    });
    expect(found.cost).toBeNull();
    expect(found.findings[0]).toMatchObject({ kind: "not-finite", severity: "error" });
  });

  it("in the backward pass is named by the gradient that it enters", () => {
    // ‖∂C/∂W‖ = 1e200 · 1e150 is too large, though the cost is not.
    const net = network({
      layers: [{ weights: [[0]], bias: [0], activation: "identity" }],
      cost: "quadratic",
    });
    const { notFinite, findings, curvature } = diagnose(net, { x: [[1e200]], y: [[1e150]] });
    expect(notFinite).toMatchObject({ pass: "backward", value: "-Infinity", towards: "∂C/∂W¹" });
    expect(findings[0]!.says).toContain("the inputs are as large as 1e+200 and 1e+150");
    expect(curvature).toBeNull();
  });
});

describe("an exact zero", () => {
  it("in all gradients below weights of zero is traced to the weights", () => {
    const net = createNetwork({ sizes: [3, 4, 2], initializer: "zeros" });
    const { zeroGradient, findings } = diagnose(net, samples(3, 2));
    expect(zeroGradient).toEqual({ node: "a¹", through: "z²", reason: "W² is 0 everywhere" });
    expect(kinds({ findings })).toEqual(["zero-gradient"]);
  });

  it("is no fault where the cost is zero too", () => {
    const net = line([2], "identity");
    expect(diagnose(net, { x: [[1], [3]], y: [[2], [6]] })).toMatchObject({
      cost: 0,
      findings: [],
      zeroGradient: null,
    });
  });
});

describe("the learning rate", () => {
  // C = ½ (w x + b - y)² with x = 1: H = [[1, 1], [1, 1]], so λ = 2 and 2/λ = 1.
  const data = { x: [[1]], y: [[0.5]] };

  it.each([
    [0.9, []],
    [1.1, ["learning-rate-too-large"]],
  ])("of %f on a quadratic is judged by exactly 2/η", (learningRate, expected) => {
    const { curvature, findings } = diagnose(line([1], "identity"), data, { learningRate });
    expect(curvature!.largest).toBeCloseTo(2, 10);
    expect(curvature!.stable).toBeCloseTo(2 / learningRate, 10);
    expect(curvature!.largestRate).toBeCloseTo(1, 10);
    expect(kinds({ findings })).toEqual(expected);
  });

  it("where the curvature changes may be a little too large, for training settles there by itself", () => {
    const net = line([1, 1], "tanh");
    const { largest } = diagnose(net, data).curvature!;
    expect(kinds(diagnose(net, data, { learningRate: 3 / largest }))).toEqual([]);
    expect(kinds(diagnose(net, data, { learningRate: 5 / largest }))).toContain("learning-rate-too-large");
  });

  it("is compared with nothing where an optimizer's steps say nothing about η λ, or where there is none", () => {
    const net = line([1], "identity");
    expect(diagnose(net, data, { learningRate: 9, stableUpTo: null }).curvature!.stable).toBeNull();
    expect(diagnose(net, data).curvature!.stable).toBeNull();
    expect(diagnose(net, data, { curvature: false }).curvature).toBeNull();
  });

  it("that replaces the weights, or is lost in rounding, is told", () => {
    expect(kinds(diagnose(line([1], "identity"), data, { learningRate: 10 }))).toContain("update-too-large");
    expect(kinds(diagnose(line([1], "identity"), data, { learningRate: 1e-8 }))).toEqual([
      "update-too-small",
    ]);
  });
});

describe("diagnose", () => {
  it("gives the same for the same seed, and survives JSON", () => {
    const data = samples(4, 1, 50);
    const found = diagnose(chain(), data, { samples: 10, seed: 3, learningRate: 1 });
    expect(diagnose(chain(), data, { samples: 10, seed: 3, learningRate: 1 })).toEqual(found);
    expect(JSON.parse(JSON.stringify(found))).toEqual(found);
    expect(found.samples).toBe(10);
    expect(diagnose(chain(), data, { samples: 10, seed: 4 }).cost).not.toBe(found.cost);
  });

  it.each([
    [() => diagnose(chain(), samples(3, 1)), ShapeError, /has 4 inputs, but each sample has 3/],
    [() => diagnose(chain(), samples(4, 2)), ShapeError, /has 1 targets, but each sample has 2/],
    [
      () => diagnose(chain(), { x: [[1, 2, 3, 4]], y: [[1], [2]] }),
      ShapeError,
      /a row for each of the 1 rows/,
    ],
    [() => diagnose(chain(), { x: 1, y: 1 }), ShapeError, /x must be a row of numbers for each sample/],
    [() => diagnose(chain(), samples(4, 1), { samples: 0 }), ValueError, /samples must be a whole number/],
    [() => diagnose(chain(), samples(4, 1), { learningRate: 0 }), ValueError, /learning rate must be/],
  ])("refuses what does not fit, %#", (run, kind, message) => {
    expect(run).toThrow(kind);
    expect(run).toThrow(message);
  });
});
