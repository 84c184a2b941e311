import type { Feeds } from "../backend/reference/evaluate.ts";
import type { Tensor } from "../graph/tensor.ts";
import { contextOf, type Context } from "./context.ts";
import { convention, type Convention } from "./convention.ts";
import type { Derivation, Given, Step } from "./derivation.ts";
import { focusOf, type Selection } from "./focus.ts";
import type { Quantity } from "./quantities.ts";
import { backwardStep, forwardStep, keptValue } from "./steps.ts";
import type { Symbol } from "./symbols.ts";

export interface ExplainOptions {
  /** Numbers for the inputs, and other numbers for parameters. */
  readonly feeds?: Feeds;
  /** What to differentiate by; by default all parameters and inputs that the cost depends on. */
  readonly by?: readonly Tensor[];
  readonly convention?: Partial<Convention>;
  /** One element, `W1[12,300]`, or one quantity, `W1`: then only what it needs is explained. */
  readonly focus?: string;
  readonly title?: string;
}

/** What only those know who built the graph; see explainNetwork. */
export interface Reading {
  /** Nodes to explain though the cost is computed without them. */
  readonly outputs?: readonly Tensor[];
  readonly gradientSymbols?: ReadonlyMap<Tensor, Symbol>;
  readonly hasSamples?: (node: Tensor) => boolean;
  /** What a step is, in the words of the field; undefined where its ops have to speak for themselves. */
  readonly words?: (node: Tensor, pass: Step["pass"]) => string | undefined;
}

/**
 * Derives the gradients of a cost step by step, with the numbers plugged in, each in four forms and each checked.
 *
 * Nodes with a name (see `named`) are the steps; where a step would need the chain rule twice, the nodes between get names of
 * their own. All formulas are read from the ops that the graph consists of.
 *
 * @param cost C, a scalar node
 * @param options numbers for the inputs, what to differentiate by, the convention, a focus
 * @returns plain data; `renderText` and its like make pages of it
 * @throws GradientError where the cost is no scalar or does not depend on what to differentiate by; ValueError for a focus
 *   or a convention that does not exist
 *
 * @example
 * ```ts
 * const x = input("x", []);
 * const C = named("C", multiply(named("u", sin(x)), x));
 * const derivation = explain(C, { feeds: { x: 2 } });
 * derivation.steps.map((step) => step.name); // ["u", "C", "∂C/∂u", "∂C/∂x"]
 * derivation.check.verdict; // "pass"
 * ```
 */
export function explain(cost: Tensor, options: ExplainOptions = {}, reading: Reading = {}): Derivation {
  const context = contextOf({
    cost,
    outputs: reading.outputs ?? [],
    by: options.by,
    feeds: options.feeds ?? {},
    convention: convention(options.convention),
    isFocused: options.focus !== undefined,
    gradientSymbols: reading.gradientSymbols ?? new Map(),
    hasSamples: reading.hasSamples ?? (() => false),
    words: reading.words ?? (() => undefined),
  });
  const selection = focusOf(options.focus, context);
  const forward = context.quantities.filter(({ isGiven }) => !isGiven);
  const steps = [
    ...forward.filter(selection.needsValue).map((q) => forwardStep(q, selection.shown, context)),
    ...backwardOrder(context)
      .filter(selection.needsGradient)
      .map((x) => backwardStep(x, selection.shown, context)),
  ];
  return {
    title: options.title ?? `${context.cost.symbol.name} and its gradients`,
    convention: context.convention,
    cost: {
      name: context.cost.symbol.name,
      symbol: context.cost.symbol.latex,
      value: context.valueOf(context.standIn.get(cost)!).data[0]!,
    },
    givens: context.quantities
      .filter((q) => q.isGiven && selection.needsValue(q))
      .map((q) => givenOf(q, context)),
    steps,
    ...(selection.focus === undefined ? {} : { focus: selection.focus }),
    notes: notesOf(steps, context, selection),
    check: verdictOf(steps),
  };
}

/** From the cost back; a weight or an input comes as soon as all steps that use it are done. */
function backwardOrder({ moving, cost, usersOf }: Context): Quantity[] {
  const done = new Set<Quantity>();
  const givens = moving.filter(({ isGiven }) => isGiven);
  for (const q of moving.toReversed()) {
    if (q.isGiven) continue;
    done.add(q);
    const ready = givens.filter((x) => !done.has(x) && usersOf.get(x.node)!.every((user) => done.has(user)));
    // Matrices before biases before data, as the notes have them: those of higher rank first.
    for (const x of ready.sort((one, other) => other.node.shape.length - one.node.shape.length)) done.add(x);
  }
  return [...done].filter((q) => q !== cost);
}

function givenOf({ node, symbol }: Quantity, { standIn, valueOf, isFocused }: Context): Given {
  const value = valueOf(standIn.get(node)!);
  return {
    id: symbol.id,
    name: symbol.name,
    symbol: symbol.latex,
    shape: node.shape,
    ...keptValue(value, isFocused),
  };
}

function verdictOf(steps: readonly Step[]): Derivation["check"] {
  const marks = steps.flatMap(({ check }) => [
    check,
    ...(check.endToEnd === undefined ? [] : [check.endToEnd]),
  ]);
  return {
    maxRelativeError: marks.reduce((most, { relativeError }) => Math.max(most, relativeError), 0),
    verdict: marks.every(({ verdict }) => verdict === "pass") ? "pass" : "fail",
  };
}

function notesOf(
  steps: readonly Step[],
  { convention: { digits } }: Context,
  { focus }: Selection,
): string[] {
  const notes: string[] = [];
  const withNumbers = steps.flatMap(({ substituted, forms = {} }) => [
    substituted,
    ...Object.values(forms).flatMap((form) => form.substituted),
  ]);
  if (withNumbers.some((equation) => equation.includes("\\approx"))) {
    notes.push(
      `≈ stands where the ${digits} digits shown, multiplied and added again, would give another last digit: all results are computed from unrounded numbers.`,
    );
  }
  if (focus !== undefined) notes.push(`Only what ${focus.text} needs is shown.`);
  const omitted = new Set(
    steps.flatMap(({ forms }) => Object.values(forms ?? {}).map((form) => form.omitted)),
  );
  for (const reason of omitted) if (reason !== undefined) notes.push(reason);
  return notes;
}
