import { Random } from "backproof";

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

/** What power iteration found. */
export interface LargestEigenvalue {
  readonly value: number;
  /** ‖A v − λ v‖: some eigenvalue of A is at most this far from λ. */
  readonly residual: number;
  /** How many products A v it took. */
  readonly products: number;
}

export interface PowerIterationOptions {
  /** Stop when the residual is below this share of |λ|; 0.001 by default. */
  readonly tolerance?: number;
  /** Stop after this many products in any case; 300 by default. */
  readonly products?: number;
  readonly seed?: number;
}

/**
 * The largest eigenvalue of a symmetric matrix that is known only by its products: v ← A v / ‖A v‖, λ = vᵀ A v.
 *
 * Power iteration finds the eigenvalue that is largest in size. Where that one is negative, all of them are shifted up by its
 * size, and the iteration finds the one that is largest.
 *
 * @param product A v
 * @param size how many entries v has
 * Source: Golub and Van Loan, "Matrix Computations", 4th edition, section 7.3.1.
 */
export function largestEigenvalue(
  product: (vector: Float64Array) => Float64Array,
  size: number,
  { tolerance = 1e-3, products = 300, seed = 0 }: PowerIterationOptions = {},
): LargestEigenvalue {
  const random = new Random(seed).stream("power iteration");
  const start = Float64Array.from({ length: size }, () => random.normal());
  const first = iterate(product, start, { shift: 0, tolerance, products: Math.ceil(products / 2) });
  if (first.value >= 0) return first;
  const second = iterate(product, start, {
    shift: -first.value,
    tolerance,
    products: products - first.products,
  });
  return { ...second, products: first.products + second.products };
}

/** Power iteration on A + shift. */
function iterate(
  product: (vector: Float64Array) => Float64Array,
  start: Float64Array,
  { shift, tolerance, products }: { shift: number; tolerance: number; products: number },
): LargestEigenvalue {
  let v = scaled(start, 1 / norm(start));
  for (let count = 1; ; count++) {
    const image = product(v);
    const value = v.reduce((sum, entry, i) => sum + entry * image[i]!, 0);
    const residual = norm(image.map((entry, i) => entry - value * v[i]!));
    if (residual <= tolerance * Math.abs(value) || count >= products)
      return { value, residual, products: count };
    const next = image.map((entry, i) => entry + shift * v[i]!);
    const length = norm(next);
    // A v = 0 for a random v: the matrix is 0 as far as anyone can tell.
    if (length === 0) return { value: 0, residual: 0, products: count };
    v = scaled(next, 1 / length);
  }
}

function scaled(vector: Float64Array, factor: number): Float64Array {
  return vector.map((entry) => entry * factor);
}

function norm(vector: Float64Array): number {
  return Math.sqrt(vector.reduce((sum, entry) => sum + entry * entry, 0));
}
