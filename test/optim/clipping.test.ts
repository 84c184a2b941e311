import { describe, expect, it } from "vitest";
import { evaluate } from "../../src/backend/reference/evaluate.ts";
import { reference } from "../../src/backend/reference/reference.ts";
import { constant, parameter } from "../../src/graph/leaves.ts";
import type { Tensor } from "../../src/graph/tensor.ts";
import { add } from "../../src/ops/add.ts";
import { multiply } from "../../src/ops/multiply.ts";
import { square } from "../../src/ops/square.ts";
import { subtract } from "../../src/ops/subtract.ts";
import { sum } from "../../src/ops/sum.ts";
import { clipByNorm, clipByValue } from "../../src/optim/clipping.ts";
import { constantRate } from "../../src/optim/schedules.ts";
import { sgd } from "../../src/optim/sgd.ts";
import { initialState, trainingStep } from "../../src/optim/trainingStep.ts";

const CURVATURES = [1, 3, 0.2];

/** C = Σ ½ cᵢ (θᵢ - 1)² + θᵢ, whose gradient is cᵢ (θᵢ - 1) + 1. */
function bowl(theta: Tensor): Tensor {
  return sum(add(multiply(constant(CURVATURES.map((c) => c / 2)), square(subtract(theta, 1))), theta));
}

describe("clipping", () => {
  const clip = (by: ReturnType<typeof clipByNorm>, ...arrays: number[][]): number[][] =>
    evaluate(by(arrays.map((a) => constant(a)))).map(({ data }) => [...data]);

  it("by norm shortens all gradients together by one factor", () => {
    // ‖(3, 4), (12)‖ = 13.
    const clipped = clip(clipByNorm(1.3), [3, 4], [12]);
    [[0.3, 0.4], [1.2]].forEach((row, i) => {
      row.forEach((value, j) => {
        // PyTorch divides by the norm + 10⁻⁶.
        expect(clipped[i]![j]).toBeCloseTo((value * 13) / (13 + 1e-6), 14);
      });
    });
  });

  it("by norm leaves short gradients as they are, zeros too", () => {
    expect(clip(clipByNorm(13.1), [3, 4], [12])).toEqual([[3, 4], [12]]);
    expect(clip(clipByNorm(1), [0, 0])).toEqual([[0, 0]]);
  });

  it("by value cuts each element", () => {
    expect(clip(clipByValue(2), [-5, -2, 0, 1.5, 7], [100])).toEqual([[-2, -2, 0, 1.5, 2], [2]]);
  });

  it("comes before the optimizer", () => {
    const theta = parameter("θ", [100, 100, 100]);
    const updates = trainingStep(bowl(theta), [theta], sgd(), initialState(sgd(), [theta]), {
      schedule: constantRate(1),
      clipping: clipByValue(0.5),
    });
    const program = reference.compile({ outputs: [theta], updates });
    program.run();
    expect([...program.read(theta).data]).toEqual([99.5, 99.5, 99.5]);
  });
});
