import { computed, type Subscript, type Term, type Variable } from "./term.ts";

/** The same term with a variable replaced by another subscript. */
export function substitute(term: Term, variable: Variable, by: Subscript): Term {
  return rebuilt(
    term,
    (inner) => substitute(inner, variable, by),
    (subscript) => substituteSubscript(subscript, variable, by),
  );
}

/** A term made again from its parts, each of them changed. */
export function rebuilt(
  term: Term,
  inner: (term: Term) => Term,
  at: (subscript: Subscript) => Subscript = (subscript) => subscript,
): Term {
  switch (term.kind) {
    case "number":
      return term;
    case "entry":
      return { ...term, at: term.at.map(at) };
    case "reduce":
      return { ...term, body: inner(term.body) };
    case "delta":
      return { ...term, a: at(term.a), b: at(term.b) };
    case "inside":
      return { ...term, at: at(term.at), low: at(term.low), high: at(term.high) };
    case "index":
      return { ...term, at: at(term.at) };
    case "apply":
    case "call":
    case "slope":
      return { ...term, args: term.args.map(inner) };
  }
}

/** The same subscript with a variable replaced. */
function substituteSubscript(subscript: Subscript, variable: Variable, by: Subscript): Subscript {
  if (typeof subscript === "number") return subscript;
  switch (subscript.kind) {
    case "variable":
      return subscript === variable ? by : subscript;
    case "computed":
      return computed(subscript.by, substituteSubscript(subscript.of, variable, by), subscript.and);
    case "looked":
      return { ...subscript, up: substitute(subscript.up, variable, by) };
  }
}

/** Whether a variable stands anywhere in a term. */
export function mentions(term: Term, variable: Variable): boolean {
  const at = (s: Subscript): boolean => subscriptMentions(s, variable);
  switch (term.kind) {
    case "number":
      return false;
    case "entry":
      return term.at.some(at);
    case "reduce":
      return mentions(term.body, variable);
    case "delta":
      return at(term.a) || at(term.b);
    case "inside":
      return at(term.at) || at(term.low) || at(term.high);
    case "index":
      return at(term.at);
    case "apply":
    case "call":
    case "slope":
      return term.args.some((arg) => mentions(arg, variable));
  }
}

export function subscriptMentions(subscript: Subscript, variable: Variable): boolean {
  if (typeof subscript === "number") return false;
  switch (subscript.kind) {
    case "variable":
      return subscript === variable;
    case "computed":
      return subscriptMentions(subscript.of, variable);
    case "looked":
      return mentions(subscript.up, variable);
  }
}
