import type { Scalars } from "../expr/scalars.ts";
import type { HostArray } from "../tensor/hostArray.ts";
import type { Shape } from "../tensor/shape.ts";
import type { DType } from "./dtype.ts";
import type { Lowering } from "./lowering.ts";
import type { TensorOps } from "./rules.ts";

/** An operation: everything that any reading of the graph must know about it, declared in one place. */
export type Op = ElementwiseOp | StructuralOp | LeafOp;

/** Words and symbols for people. */
export interface Explanation {
  /** How the result is written in LaTeX, given how the arguments are written. */
  readonly latex: (...args: string[]) => string;
  /** How loosely the formula's outermost sign binds; by default it needs no brackets anywhere. */
  readonly binds?: "relation" | "sum" | "prefix" | "product" | "matrix product";
  /** The function's own symbol, where books give it one: σ. Its slope is then written σ′, and not multiplied out. */
  readonly symbol?: string;
  /** What the op does, in one plain sentence. */
  readonly says: string;
  /** Where the definition comes from, if it has an author. */
  readonly source?: string;
}

/** Acts on each element alone: one derivative gives both the forward and the reverse rule. */
export interface ElementwiseOp {
  readonly kind: "elementwise";
  readonly name: string;
  readonly arity: number;
  /** `same`: whole numbers stay whole; `real` and `bool`: the result's type, whatever goes in. */
  readonly result: "same" | "real" | "bool";
  /** The result from scalar instructions. */
  value<T>(s: Scalars<T>, ...args: T[]): T;
  /** ∂y/∂x for each argument x, from the arguments and then the result y; null where there is none (a condition). */
  derivative<T>(s: Scalars<T>, ...argsAndResult: T[]): readonly (T | number | null)[];
  readonly explain: Explanation;
  readonly check: ElementwiseCheck;
}

/** Where tests may sample an elementwise op. */
export interface ElementwiseCheck {
  /** Per argument the interval on which the op is smooth but for `kink`. */
  readonly domain: readonly (readonly [low: number, high: number])[];
  /** How far the arguments are from the nearest kink or jump; tests keep away from 0. */
  readonly kink?: (...args: number[]) => number;
}

/** Moves or combines elements: its rules are written in other ops. `A` is the type of the node's attributes. */
export interface StructuralOp<A extends object = object> {
  readonly kind: "structural";
  readonly name: string;
  /** The result's shape; throws a ShapeError where the inputs do not fit. */
  shape(inputs: readonly Shape[], attributes: A): Shape;
  /** The result's type, from the inputs' types. */
  dtype(inputs: readonly DType[]): DType;
  /** The numbers, by the plainest possible code; `output` comes in with whatever it held before. */
  evaluate(inputs: readonly HostArray[], attributes: A, output: HostArray): void;
  /** How compiled engines compute it, in loops and views; an op without it runs on the reference only. */
  lower?<T>(k: Lowering<T>, inputs: readonly T[], attributes: A, shape: Shape): T;
  /** For each input its cotangent, given the result's; null for an input that carries no derivative (an index). */
  vjp<T>(t: TensorOps<T>, at: ReversePoint<T>, attributes: A): readonly (T | null)[];
  /**
   * How a change of the inputs changes the result. `linear`: the op itself, applied to the changes of all inputs at once;
   * `multilinear`: the sum over inputs of the op with that input replaced by its change; otherwise a rule.
   */
  readonly jvp: "linear" | "multilinear" | ForwardRule<A>;
  readonly explain: Explanation;
  readonly check: StructuralCheck<A>;
}

/** The derivative rules and words of a function that is made of ops, such as softmax; see `summarized` in tensor.ts. */
export interface FunctionRules {
  readonly name: string;
  /** For each input its cotangent, given the result's; null for an input through which no derivative flows. */
  vjp<T>(t: TensorOps<T>, at: ReversePoint<T>): readonly (T | null)[];
  readonly explain: Explanation;
}

/** Written as an interface with a method so that an op with its own attributes is still a `StructuralOp`. */
export interface ForwardRule<A extends object = object> {
  rule<T>(t: TensorOps<T>, at: ForwardPoint<T>, attributes: A): T;
}

/** What a reverse rule may use: x and y are the textbook's primal values, yBar = ∂C/∂y. */
export interface ReversePoint<T> {
  readonly inputs: readonly T[];
  readonly y: T;
  readonly yBar: T;
  readonly shapes: readonly Shape[];
  readonly shape: Shape;
}

/** What a forward rule may use: xDots are the changes of the inputs, null where an input does not change. */
export interface ForwardPoint<T> {
  readonly inputs: readonly T[];
  readonly y: T;
  readonly xDots: readonly (T | null)[];
  readonly shapes: readonly Shape[];
  readonly shape: Shape;
}

/** Cases on which tests run a structural op: odd shapes belong in here. */
export interface StructuralCheck<A extends object = object> {
  readonly cases: readonly StructuralCase<A>[];
}

export interface StructuralCase<A extends object = object> {
  readonly shapes: readonly Shape[];
  readonly attributes: A;
  /** Fixed numbers for some inputs (indices, say); the others are drawn at random, all different. */
  readonly values?: readonly (readonly number[] | null)[];
}

/** Has no inputs: what it holds is given from outside. */
export interface LeafOp {
  readonly kind: "leaf";
  readonly name: "input" | "parameter" | "constant";
}

/** Declares an elementwise op. */
export function elementwise(
  name: string,
  declaration: Omit<ElementwiseOp, "kind" | "name" | "arity" | "result"> & {
    result?: ElementwiseOp["result"];
  },
): ElementwiseOp {
  return {
    kind: "elementwise",
    name,
    arity: declaration.check.domain.length,
    result: "real",
    ...declaration,
  };
}

/** Declares a structural op; its result has the first input's type unless `dtype` says otherwise. */
export function structural<A extends object>(
  name: string,
  declaration: Omit<StructuralOp<A>, "kind" | "name" | "dtype"> & { dtype?: StructuralOp<A>["dtype"] },
): StructuralOp<A> {
  return { kind: "structural", name, dtype: (inputs) => inputs[0] ?? "real", ...declaration };
}
