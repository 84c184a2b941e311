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
  /** ‖a - n‖ / max(‖a‖, ‖n‖) over the elements compared; a the gradient, n the differences. */
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

  const typical = norm(gradient) / Math.sqrt(gradient.length);
  const numeric = new Float64Array(places.length);
  const errors = new Float64Array(places.length);
  let kinks = 0;
  places.forEach((place, i) => {
    const [value, claimed] = [x[place]!, gradient[place]!];
    const close = tolerance * Math.max(Math.abs(claimed), typical) + noise;
    const step = STEP * Math.max(1, Math.abs(value));
    const slope = compareSlope((offset) => costAt(place, value + offset), claimed, step, close);
    numeric[i] = slope.numeric;
    errors[i] = slope.error;
    if (slope.kink) kinks++;
  });
  const claims = Float64Array.from(places, (place) => gradient[place]!);
  // A gradient lost in rounding cannot be told from 0, so errors count against what can be seen.
  const size = Math.max(norm(claims), norm(numeric), (noise / tolerance) * Math.sqrt(places.length));
  const at = worstOf(errors);
  return {
    name: variable.label ?? variable.op.name,
    shape: variable.shape,
    checked: places.length,
    relativeError: norm(errors) === 0 ? 0 : norm(errors) / size,
    kinks,
    worst: {
      index: unravel(places[at] ?? 0, variable.shape),
      gradient: claims[at] ?? Number.NaN,
      numeric: numeric[at] ?? Number.NaN,
    },
  };
}

function norm(values: Float64Array): number {
  return Math.sqrt(values.reduce((sum, v) => sum + v * v, 0));
}

/** The place of the largest error; a NaN counts as largest. */
function worstOf(errors: Float64Array): number {
  return errors.reduce((worst, error, i) => (error <= errors[worst]! ? worst : i), 0);
}

function unravel(place: number, shape: Shape): number[] {
  return stridesOf(shape).map((stride, axis) => Math.floor(place / stride) % shape[axis]!);
}
