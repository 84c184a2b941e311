import { factorsOf, number, productOf, terms } from "./arithmetic.ts";
import { mentions, subscriptMentions, substitute } from "./substitute.ts";
import type { Reduction, Subscript, Term, Variable } from "./term.ts";

/**
 * A sum (or product, or extremum) over an index, with Kronecker deltas contracted: Σᵢ [i = j] xᵢ is x_j.
 *
 * This is the step that turns the tensor form, a stack full of zeros, into the index form of the books.
 */
export function reduced(by: Reduction, over: Variable, body: Term): Term {
  if (over.size === 1) return substitute(body, over, 0);
  if (by !== "sum") return { kind: "reduce", by, over, body };
  if (body.kind === "number") return number(over.size * body.value);
  if (body.kind === "apply" && body.instruction === "negate") {
    return terms.negate(reduced("sum", over, body.args[0]!));
  }
  if (body.kind === "apply" && (body.instruction === "add" || body.instruction === "subtract")) {
    // A sum of sums is only taken apart where a delta inside one of them makes the outer sum go away.
    if (body.args.some((arg) => contractible(arg, over))) {
      const [a, b] = body.args.map((arg) => reduced("sum", over, arg));
      return terms[body.instruction](a!, b!);
    }
  }
  const factors = factorsOf(body);
  const at = factors.findIndex((factor) => partner(factor, over) !== undefined);
  if (at >= 0) {
    return substitute(productOf(factors.toSpliced(at, 1)), over, partner(factors[at]!, over)!);
  }
  const outside = factors.filter((factor) => factor.kind === "number" || isConstantDelta(factor, over));
  if (outside.length > 0) {
    const inside = productOf(factors.filter((factor) => !outside.includes(factor)));
    return terms.multiply(productOf(outside), reduced("sum", over, inside));
  }
  return { kind: "reduce", by: "sum", over, body };
}

/** [a = b], decided at once where both are known. */
export function delta(a: Subscript, b: Subscript): Term {
  if (a === b) return number(1);
  if (typeof a === "number" && typeof b === "number") return number(0);
  return { kind: "delta", a, b };
}

/** What a delta says that the index is, if the factor is a delta that says it. */
function partner(factor: Term, over: Variable): Subscript | undefined {
  if (factor.kind !== "delta") return undefined;
  const { a, b } = factor;
  // A subscript that is computed or looked up may lie outside the range of the sum; then the delta must stay.
  if (a === over && isSafe(b, over)) return b;
  if (b === over && isSafe(a, over)) return a;
  return undefined;
}

function isSafe(other: Subscript, over: Variable): boolean {
  if (subscriptMentions(other, over)) return false;
  if (typeof other === "number") return other >= 0 && other < over.size;
  return other.kind === "variable" && other.size === over.size;
}

function contractible(term: Term, over: Variable): boolean {
  if (term.kind === "apply" && ["add", "subtract", "negate"].includes(term.instruction)) {
    return term.args.some((arg) => contractible(arg, over));
  }
  return factorsOf(term).some((factor) => partner(factor, over) !== undefined);
}

/** A delta of other indices stands better before the sum than in it. */
function isConstantDelta(factor: Term, over: Variable): boolean {
  return factor.kind === "delta" && !mentions(factor, over);
}
