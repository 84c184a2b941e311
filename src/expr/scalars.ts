/**
 * The scalar instructions: everything that an elementwise op may be made of.
 *
 * An op's value and derivative are written once against this interface and read many ways: with numbers they evaluate
 * (`numbers.ts`), with strings they print formulas (`latex.ts`), with arrays they run (`backend/reference/columns.ts`),
 * with tensors they differentiate again (`autodiff/tensorOps.ts`). True is 1 and false is 0; every instruction follows
 * IEEE 754 for ±0, ±∞ and NaN.
 */
export interface Scalars<T> {
  readonly constant: (value: number) => T;

  readonly add: (a: Lift<T>, b: Lift<T>) => T;
  readonly subtract: (a: Lift<T>, b: Lift<T>) => T;
  readonly multiply: (a: Lift<T>, b: Lift<T>) => T;
  readonly divide: (a: Lift<T>, b: Lift<T>) => T;
  /** a to the power b. */
  readonly power: (a: Lift<T>, b: Lift<T>) => T;
  readonly minimum: (a: Lift<T>, b: Lift<T>) => T;
  readonly maximum: (a: Lift<T>, b: Lift<T>) => T;
  /** 1 where a < b, else 0; 0 where either is NaN. */
  readonly less: (a: Lift<T>, b: Lift<T>) => T;
  /** 1 where a = b, else 0; 0 where either is NaN. */
  readonly equal: (a: Lift<T>, b: Lift<T>) => T;

  readonly negate: (a: Lift<T>) => T;
  readonly abs: (a: Lift<T>) => T;
  readonly sqrt: (a: Lift<T>) => T;
  readonly exp: (a: Lift<T>) => T;
  /** eᵃ - 1, exact near 0. */
  readonly expm1: (a: Lift<T>) => T;
  readonly log: (a: Lift<T>) => T;
  /** ln(1 + a), exact near 0. */
  readonly log1p: (a: Lift<T>) => T;
  readonly sin: (a: Lift<T>) => T;
  readonly cos: (a: Lift<T>) => T;
  readonly atan: (a: Lift<T>) => T;
  readonly tanh: (a: Lift<T>) => T;
  /** The error function 2/√π ∫₀ᵃ e^(-t²) dt. */
  readonly erf: (a: Lift<T>) => T;
  readonly floor: (a: Lift<T>) => T;
  /** The nearest whole number, halves to the even one. */
  readonly round: (a: Lift<T>) => T;

  /** a where the condition is not 0, else b. */
  readonly select: (condition: Lift<T>, a: Lift<T>, b: Lift<T>) => T;
}

/** Instructions take plain numbers wherever they take a T: `s.subtract(1, y)`. */
export type Lift<T> = T | number;

/** The names of the instructions by their number of arguments, for readers that treat them alike. */
export const INSTRUCTIONS = {
  unary: [
    "negate",
    "abs",
    "sqrt",
    "exp",
    "expm1",
    "log",
    "log1p",
    "sin",
    "cos",
    "atan",
    "tanh",
    "erf",
    "floor",
    "round",
  ],
  binary: ["add", "subtract", "multiply", "divide", "power", "minimum", "maximum", "less", "equal"],
  ternary: ["select"],
} as const satisfies Record<string, readonly (keyof Scalars<unknown>)[]>;
