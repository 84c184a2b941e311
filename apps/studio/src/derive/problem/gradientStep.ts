import type { Numbers } from "backproof/explain";
import type { Problem } from "./problem.ts";

/** θ − η ∂C/∂θ for every weight and bias. */
export function gradientStep(
  problem: Problem,
  gradientOf: (parameter: string) => Numbers | undefined,
  rate: number,
): Problem {
  const down = <T extends Numbers>(theta: T, gradient: Numbers): T =>
    (typeof theta === "number"
      ? theta - rate * (gradient as number)
      : theta.map((part, i) => down(part, (gradient as readonly Numbers[])[i]!))) as T;
  const layers = problem.network.layers.map(({ weights, bias, activation }, l) => {
    const [dW, db] = [gradientOf(`W${l + 1}`), gradientOf(`b${l + 1}`)];
    if (dW === undefined || db === undefined)
      throw new Error(`The gradients of layer ${l + 1} are not computed yet.`);
    return { weights: down(weights, dW), bias: down(bias, db), activation };
  });
  return { ...problem, network: { ...problem.network, layers } };
}
