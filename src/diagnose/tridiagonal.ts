/** A symmetric tridiagonal matrix: its diagonal α and what stands beside it, β, one shorter. */
export interface Tridiagonal {
  readonly alpha: readonly number[];
  readonly beta: readonly number[];
}

/** Each step halves what is unknown of a float64. */
const BISECTIONS = 100;

/**
 * The largest eigenvalue θ, by bisection: the pivots of T - θI are all negative exactly where θ is above all eigenvalues.
 *
 * Source: Golub and Van Loan, "Matrix Computations", section 8.4.
 */
export function largestOfTridiagonal({ alpha, beta }: Tridiagonal): number {
  const radius = alpha.map((_, i) => Math.abs(beta[i - 1] ?? 0) + Math.abs(beta[i] ?? 0));
  let low = Math.max(...alpha);
  let high = Math.max(...alpha.map((a, i) => a + radius[i]!));
  for (let i = 0; i < BISECTIONS && low < high; i++) {
    const middle = low + (high - low) / 2;
    if (middle === low || middle === high) break;
    if (isAbove({ alpha, beta }, middle)) high = middle;
    else low = middle;
  }
  return high;
}

function isAbove({ alpha, beta }: Tridiagonal, theta: number): boolean {
  let pivot = -1;
  return alpha.every((a, i) => {
    const before = beta[i - 1] ?? 0;
    pivot = a - theta - (before * before) / pivot;
    return pivot < 0;
  });
}

/** The last component of the unit eigenvector of the largest eigenvalue θ, without its sign. */
export function lastComponent({ alpha, beta }: Tridiagonal, theta: number): number {
  let [before, now, squares] = [0, 1, 1];
  for (let i = 0; i + 1 < alpha.length; i++) {
    [before, now] = [now, ((theta - alpha[i]!) * now - (beta[i - 1] ?? 0) * before) / beta[i]!];
    squares += now * now;
  }
  return Math.abs(now) / Math.sqrt(squares);
}
