import { reference } from "../../src/backend/reference/reference.ts";
import { constant, parameter } from "../../src/graph/leaves.ts";
import type { Tensor } from "../../src/graph/tensor.ts";
import { add } from "../../src/ops/add.ts";
import { multiply } from "../../src/ops/multiply.ts";
import { square } from "../../src/ops/square.ts";
import { subtract } from "../../src/ops/subtract.ts";
import { sum } from "../../src/ops/sum.ts";
import type { Optimizer } from "../../src/optim/optimizer.ts";
import type { Schedule } from "../../src/optim/schedules.ts";
import { initialState, trainingStep } from "../../src/optim/trainingStep.ts";

export const CURVATURES = [1, 3, 0.2];

/** C = Σ ½ cᵢ (θᵢ - 1)² + θᵢ, whose gradient is cᵢ (θᵢ - 1) + 1. */
export function bowl(theta: Tensor): Tensor {
  return sum(add(multiply(constant(CURVATURES.map((c) => c / 2)), square(subtract(theta, 1))), theta));
}

/** θ after each of some steps on the bowl. */
export function descend(
  optimizer: Optimizer,
  schedule: Schedule,
  start: readonly number[],
  steps: number,
): number[][] {
  const theta = parameter("θ", [...start]);
  const state = initialState(optimizer, [theta]);
  const updates = trainingStep(bowl(theta), [theta], optimizer, state, { schedule });
  const program = reference.compile({ outputs: [theta], updates });
  return Array.from({ length: steps }, () => {
    program.run();
    return [...program.read(theta).data];
  });
}
