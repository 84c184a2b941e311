import type { Compiled } from "../backend/backend.ts";
import type { Tensor } from "../graph/tensor.ts";
import { stridesOf, type Shape } from "../tensor/shape.ts";
import { compareSlope } from "./differences.ts";

/** How one variable's gradient compares with central differences. */
export interface VariableCheck {
  readonly name: string;
  readonly shape: Shape;
  /** How many elements were compared. */
  readonly checked: number;
  /**
   * The largest |aᵢ - nᵢ| / max(|aᵢ|, |nᵢ|, typical) over the elements compared; a the gradient, n the differences, typical
   * the larger of their root mean squares. One wrong element counts in full, however many right ones surround it.
   */
  readonly relativeError: number;
  /** How many elements sit at a corner, where any slope between both sides' is right. */
  readonly kinks: number;
  /** The element that differs most. */
  readonly worst: { readonly index: readonly number[]; readonly gradient: number; readonly numeric: number };
}

/** The step of a central difference that balances its own error against rounding: about the cube root of 2⁻⁵². */
const STEP = 6e-6;
/** What rounding does to such a difference, relative to the numbers that C is summed from; rounded up. */
const NOISE = 1e-10;

/**
 * Moves one variable's elements one by one and compares the slopes of C with a claimed gradient.
 *
 * @param program computes the cost from the variable; its other inputs are set
 * @param gradient the claim, in row-major order
 * @param places which elements to compare
 */
export function checkVariable(
  program: Compiled,
  cost: Tensor,
  variable: Tensor,
  gradient: Float64Array,
  places: Int32Array,
  tolerance: number,
): VariableCheck {
  const x = program.buffer(variable);
  const costAt = (place: number, value: number): number => {
    const before = x[place]!;
    x[place] = value;
    program.run();
    x[place] = before;
    return program.read(cost).data[0]!;
  };
  // C may be a small difference of large terms; Σ |xᵢ ∂C/∂xᵢ| tells how large they are.
  const terms = gradient.reduce((sum, g, i) => sum + Math.abs(g * x[i]!), 0);
  const noise = places.length === 0 ? 0 : NOISE * (Math.abs(costAt(places[0]!, x[places[0]!]!)) + terms);

  const claims = Float64Array.from(places, (place) => gradient[place]!);
  const typical = rootMeanSquare(claims);
  const numeric = new Float64Array(places.length);
  const errors = new Float64Array(places.length);
  let kinks = 0;
  places.forEach((place, i) => {
    const [value, claimed] = [x[place]!, claims[i]!];
    const close = tolerance * Math.max(Math.abs(claimed), typical) + noise;
    const step = STEP * Math.max(1, Math.abs(value));
    const slope = compareSlope((offset) => costAt(place, value + offset), claimed, step, close);
    numeric[i] = slope.numeric;
    errors[i] = slope.error;
    if (slope.kink) kinks++;
  });
  const size = Math.max(typical, rootMeanSquare(numeric));
  const relative = errors.map((error, i) => {
    // A slope lost in rounding cannot be told from 0, so errors count against what can be seen.
    const seen = Math.max(Math.abs(claims[i]!), Math.abs(numeric[i]!), size) + noise / tolerance;
    return seen === 0 ? 0 : error / seen;
  });
  // A claim that is NaN or infinite spoils every scale, so that all errors are NaN: name the claim that did it.
  const broken = claims.findIndex((claim) => !Number.isFinite(claim));
  const at = broken < 0 ? worstOf(relative) : broken;
  return {
    name: variable.label ?? variable.op.name,
    shape: variable.shape,
    checked: places.length,
    relativeError: relative[at] ?? 0,
    kinks,
    worst: {
      index: unravel(places[at] ?? 0, variable.shape),
      gradient: claims[at] ?? Number.NaN,
      numeric: numeric[at] ?? Number.NaN,
    },
  };
}

function rootMeanSquare(values: Float64Array): number {
  if (values.length === 0) return 0;
  return Math.sqrt(values.reduce((sum, v) => sum + v * v, 0) / values.length);
}

/** The place of the largest error; a NaN counts as largest. */
function worstOf(errors: Float64Array): number {
  return errors.reduce((worst, error, i) => {
    const largest = errors[worst]!;
    return Number.isNaN(largest) || error <= largest ? worst : i;
  }, 0);
}

function unravel(place: number, shape: Shape): number[] {
  return stridesOf(shape).map((stride, axis) => Math.floor(place / stride) % shape[axis]!);
}
