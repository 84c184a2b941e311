// What an explanation is, as plain data: every renderer, the command line and the studio read these types and nothing else.
import type { Convention } from "./convention.ts";

/** Numbers in the shape of a tensor: a number, a row, rows of rows. */
export type Numbers = number | readonly Numbers[];

/** A cost derived step by step, forwards and backwards. It survives `JSON.stringify` unchanged. */
export interface Derivation {
  /** What is derived, for a heading: `2-3-2 network, quadratic cost`. */
  readonly title: string;
  readonly convention: Convention;
  readonly cost: { readonly name: string; readonly symbol: string; readonly value: number };
  /** What was given: inputs, targets, weights, biases. */
  readonly givens: readonly Given[];
  /** Forward steps in the order in which they are computed, then backward steps, from the cost back. */
  readonly steps: readonly Step[];
  /** For networks: which ids belong to which layer. */
  readonly layers?: readonly LayerSteps[];
  /** The element or part that was asked for; then steps show only what it needs. */
  readonly focus?: Focus;
  /** The largest paths from the focus (or an input) to the cost, where they were asked for. */
  readonly paths?: readonly Path[];
  /** What a reader must know: rounding that shows, parts left out for their size. */
  readonly notes: readonly string[];
  readonly check: { readonly maxRelativeError: number; readonly verdict: Verdict };
}

export type Verdict = "pass" | "fail";

/** A quantity that is not computed but given. */
export interface Given {
  /** Stable and usable in a URL or as an HTML id: `x`, `W1`, `b1`, `y`. */
  readonly id: string;
  /** The symbol as Unicode: `W¹`. */
  readonly name: string;
  /** The symbol as LaTeX: `W^{1}`. */
  readonly symbol: string;
  readonly shape: readonly number[];
  /** Left out where only a focus on a large quantity was asked for. */
  readonly value?: Numbers;
}

/** One line of the derivation: a quantity, where it comes from, and its numbers. */
export interface Step {
  /** Stable and usable in a URL or as an HTML id: `z1`, `a1`, `C`, `dC-da1`, `delta1`, `dC-dW1`. */
  readonly id: string;
  readonly pass: "forward" | "backward";
  /** The symbol as Unicode: `δ²`, `∂C/∂W²`. */
  readonly name: string;
  /** The symbol as LaTeX: `\delta^{2}`, `\frac{\partial C}{\partial W^{2}}`. */
  readonly symbol: string;
  /** Backward: the id of the step or given that this is the gradient of. */
  readonly of?: string;
  readonly shape: readonly number[];
  /** The numbers, unrounded. Left out where only a focus on a large quantity was asked for. */
  readonly value?: Numbers;
  /** The equation in symbols, LaTeX. */
  readonly formula: string;
  /** The same equation with the shape of each factor written beneath it, LaTeX. */
  readonly shapes: string;
  /** The same equation with the numbers plugged in and the result, LaTeX. */
  readonly substituted: string;
  /** What the formula is made of. */
  readonly rule: Rule;
  /** The ids of the steps and givens that it uses. */
  readonly uses: readonly string[];
  /** Some elements, each as the sum that it is: in forward steps those that the focus needs, or the first ones. */
  readonly elements?: readonly Element[];
  /** Backward: the same gradient in four forms, each evaluated from its own formula. */
  readonly forms?: Readonly<Record<FormName, Form>>;
  readonly check: CheckMark;
}

/** The local rule of a step, in words. */
export interface Rule {
  /** The ops that the step consists of, by name, the outermost first. */
  readonly ops: readonly string[];
  /** One sentence: what the rule is and why it holds. */
  readonly says: string;
  readonly source?: string;
}

export type FormName = "index" | "hadamard" | "jacobian" | "tensor";

export const FORM_NAMES: readonly FormName[] = ["hadamard", "index", "jacobian", "tensor"];

/** A backward step in one of the four forms. */
export interface Form {
  /** The equation in symbols, LaTeX. */
  readonly formula: string;
  /** With the numbers plugged in: one equation, or one for each element shown, LaTeX. */
  readonly substituted: readonly string[];
  /** How to read the form: one sentence. */
  readonly says: string;
  /** The largest difference from the step's value, relative to its largest number; undefined where the form was not evaluated. */
  readonly difference?: number;
  /** Why it was not evaluated or not written out, where it was not. */
  readonly omitted?: string;
  /** Index form: the elements shown, each as a sum of terms. */
  readonly elements?: readonly Element[];
  /** Jacobian form: the matrices between the row vector and the result. Tensor form: the stack of ∂q/∂v. */
  readonly tensors?: readonly FormTensor[];
}

/** A matrix or a stack of matrices that a form multiplies by or contracts with. */
export interface FormTensor {
  readonly symbol: string;
  readonly shape: readonly number[];
  /** Left out where it is too large to show. */
  readonly value?: Numbers;
}

/** One number as a sum. */
export interface Element {
  /** Its place in the gradient, counted from 0. */
  readonly index: readonly number[];
  readonly symbol: string;
  readonly total: number;
  /** The terms shown: all of them, or the first and the largest. */
  readonly terms: readonly Term[];
  /** How many terms there are; more than are shown where the sum is long. */
  readonly count: number;
}

export interface Term {
  /** LaTeX in symbols: `w^{2}_{1,2}\,\delta^{2}_{1}`. */
  readonly formula: string;
  readonly value: number;
  /** The elements of steps and givens that are multiplied. */
  readonly factors: readonly {
    readonly of: string;
    readonly index: readonly number[];
    readonly value: number;
  }[];
}

/**
 * Whether a step's numbers are right, by a computation that shares nothing with the one it checks.
 *
 * A backward step is checked twice: by itself, given the gradients that it uses, and against differences of the whole cost.
 * A wrong rule fails the first check at the steps that use it and nowhere else; the second then fails further back too.
 */
export interface CheckMark {
  /** Backward steps: central differences. Forward steps: the index form, summed up element by element. */
  readonly by: "central difference" | "index form";
  readonly verdict: Verdict;
  readonly relativeError: number;
  /** How many elements were compared, and of how many. */
  readonly checked: number;
  readonly of: number;
  /** How many sit at a corner, where any slope between both sides' is right. */
  readonly kinks: number;
  /** Backward steps: the same gradient against differences of the cost itself. */
  readonly endToEnd?: { readonly verdict: Verdict; readonly relativeError: number; readonly checked: number };
}

export interface LayerSteps {
  readonly layer: number;
  readonly inputs: number;
  readonly neurons: number;
  readonly activation: string;
  /** Ids: `z1`, `a1` (the same as z for the identity), `W1`, `b1`. */
  readonly z: string;
  readonly a: string;
  readonly weights: string;
  readonly bias: string;
  /** Ids of the backward steps: ∂C/∂z, ∂C/∂a (absent where cost and activation are derived jointly), ∂C/∂W, ∂C/∂b. */
  readonly dz: string;
  readonly da?: string;
  readonly dW: string;
  readonly db: string;
}

export interface Focus {
  /** As it was asked for: `W1[12,300]`. */
  readonly text: string;
  /** The id of the given or step in focus. */
  readonly of: string;
  /** One element, counted from 0; absent for a whole quantity. */
  readonly index?: readonly number[];
}

/** A product of local slopes along one way through the graph. */
export interface Path {
  /** The elements passed, from the input to the cost: `x[3]`, `z¹[12]`, … */
  readonly through: readonly { readonly of: string; readonly index: readonly number[] }[];
  /** The product of the slopes: what this path adds to ∂C/∂input. */
  readonly value: number;
  readonly formula: string;
}
