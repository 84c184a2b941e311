/** What a learning rate does to a small error near a lowest point, along the direction that bends most. */
export type Verdict = "flat" | "straight" | "swinging" | "edge" | "growing";

/** A learning rate beside the largest one that converges. */
export interface Stability {
  readonly verdict: Verdict;
  /** 2/λ; infinite where nothing bends upwards. */
  readonly limit: number;
  /** 1 − ηλ: by how much each step multiplies the error. */
  readonly factor: number;
}

/**
 * Whether gradient descent converges near a lowest point: where the cost is ½ λ e², a step is e ← (1 − ηλ) e, so the error
 * shrinks when |1 − ηλ| < 1, that is η < 2/λ.
 *
 * @param lambda λ, the largest eigenvalue of the Hessian
 * @param learningRate η
 * Source: Nesterov, "Introductory Lectures on Convex Optimization", 2004, section 1.2.3.
 */
export function stability(lambda: number, learningRate: number): Stability {
  if (!(lambda > 0)) return { verdict: "flat", limit: Infinity, factor: 1 - learningRate * lambda };
  const factor = 1 - learningRate * lambda;
  return { verdict: verdictOf(factor), limit: 2 / lambda, factor };
}

/**
 * The same limit for momentum: on a bowl it converges when η < 2 (1 + μ)/λ.
 *
 * Source: Polyak, "Some methods of speeding up the convergence of iteration methods", 1964.
 */
export function momentumLimit(lambda: number, mu: number): number {
  return lambda > 0 ? (2 * (1 + mu)) / lambda : Infinity;
}

function verdictOf(factor: number): Verdict {
  if (Math.abs(factor + 1) < 1e-9) return "edge";
  if (factor < -1) return "growing";
  return factor < 0 ? "swinging" : "straight";
}
