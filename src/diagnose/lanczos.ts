import { Random } from "../util/random.ts";
import { largestOfTridiagonal, lastComponent, type Tridiagonal } from "./tridiagonal.ts";

/** An eigenvalue, and how well it is known. */
export interface Eigenvalue {
  readonly value: number;
  /** Some eigenvalue lies at most this far away. */
  readonly error: number;
  /** How many products with the matrix it took. */
  readonly iterations: number;
  readonly converged: boolean;
}

/**
 * The largest eigenvalue of a symmetric matrix that is known only by its products, by Lanczos' method without
 * reorthogonalization: three vectors of memory, and rounding only brings copies of eigenvalues that are there already.
 *
 * @param size the number of rows
 * @param multiply writes the product with its first argument into its second
 * @param options.tolerance stop when the residual is below this share of the eigenvalue
 * @returns NaN as value where a product was not finite
 * Sources: Lanczos, J. Res. Nat. Bur. Stand. 45, 1950; Paige, "Accuracy and effectiveness of the Lanczos algorithm for the
 * symmetric eigenproblem", 1980, for what rounding does.
 */
export function largestEigenvalue(
  size: number,
  multiply: (v: Float64Array, product: Float64Array) => void,
  options: { readonly iterations: number; readonly tolerance: number; readonly seed: number },
): Eigenvalue {
  const random = new Random(options.seed).stream("lanczos");
  let v = Float64Array.from({ length: size }, () => random.normal());
  let before = new Float64Array(size);
  let next = new Float64Array(size);
  scale(v, 1 / Math.sqrt(dot(v, v)));
  const t: { alpha: number[]; beta: number[] } & Tridiagonal = { alpha: [], beta: [] };
  for (let k = 1; ; k++) {
    multiply(v, next);
    const alpha = dot(next, v);
    const last = t.beta.at(-1) ?? 0;
    for (let i = 0; i < size; i++) next[i]! -= alpha * v[i]! + last * before[i]!;
    const rest = Math.sqrt(dot(next, next));
    t.alpha.push(alpha);
    if (!Number.isFinite(rest)) {
      return { value: Number.NaN, error: Number.NaN, iterations: k, converged: false };
    }
    const value = largestOfTridiagonal(t);
    const error = rest * lastComponent(t, value);
    // A rest of 0 means that no other direction is left.
    const converged = error <= options.tolerance * Math.abs(value) || rest === 0;
    if (converged || k >= Math.min(options.iterations, size)) {
      return { value, error, iterations: k, converged };
    }
    t.beta.push(rest);
    scale(next, 1 / rest);
    [before, v, next] = [v, next, before];
  }
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

function scale(x: Float64Array, factor: number): void {
  for (let i = 0; i < x.length; i++) x[i]! *= factor;
}
