/** A symmetric 2×2 matrix [[a, b], [b, c]]. */
export interface Symmetric2 {
  readonly a: number;
  readonly b: number;
  readonly c: number;
}

/** An eigenvalue and a direction of length 1. */
export interface Eigenpair {
  readonly value: number;
  readonly direction: readonly [number, number];
}

/**
 * Both eigenvalues of a symmetric 2×2 matrix, in closed form: λ = (a + c)/2 ± √(((a − c)/2)² + b²).
 *
 * @returns the larger first
 */
export function eigenpairs({ a, b, c }: Symmetric2): [Eigenpair, Eigenpair] {
  const middle = (a + c) / 2;
  const radius = Math.hypot((a - c) / 2, b);
  // The angle of the first axis; the formula (b, λ − a) would divide 0 by 0 where b is 0.
  const angle = Math.atan2(2 * b, a - c) / 2;
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  return [
    { value: middle + radius, direction: [cos, sin] },
    { value: middle - radius, direction: [-sin, cos] },
  ];
}
