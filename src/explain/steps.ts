import type { Tensor } from "../graph/tensor.ts";
import { toNested, type HostArray } from "../tensor/hostArray.ts";
import { stridesOf } from "../tensor/shape.ts";
import { checkGradient, checkValue } from "./checks.ts";
import type { Context } from "./context.ts";
import type { Element, Numbers, Step } from "./derivation.ts";
import { atPlaces, elementOf } from "./elements.ts";
import { formsOf } from "./forms/forms.ts";
import { hadamardForm } from "./forms/hadamard.ts";
import { freeIndices, placesOf } from "./forms/indexForm.ts";
import { forwardEntries, forwardGraph, slopeOf } from "./localGraphs.ts";
import { matrixLatex } from "./matrices/matrix.ts";
import { tidy } from "./matrices/tidy.ts";
import type { Quantity } from "./quantities.ts";
import { inNumbers, inSymbols, relationOf, withShapes } from "./writing.ts";
import { backwardRule, forwardRule } from "./words.ts";

/** Which elements of a quantity are shown one by one. */
export type Shown = (id: string, shape: readonly number[]) => readonly (readonly number[])[];

/** A quantity computed from others: its formula, its numbers, and whether they are right. */
export function forwardStep(q: Quantity, shown: Shown, context: Context): Step {
  const { digits } = context.convention;
  const leaf = context.standIn.get(q.node)!;
  const value = context.valueOf(leaf);
  const graph = tidy(forwardGraph(q, context));
  const { latex, id, name } = q.symbol;
  const [numbers, result] = [inNumbers(graph, context), matrixLatex(value, digits)];
  return {
    id,
    pass: "forward",
    name,
    symbol: latex,
    shape: value.shape,
    ...keptValue(value, context.isFocused),
    formula: `${latex} = ${inSymbols(graph, context)}`,
    shapes: `${latex} = ${withShapes(graph, context)}`,
    substituted: `${latex} = ${numbers === result ? result : `${numbers} ${relationOf(graph, value, context)} ${result}`}`,
    rule: forwardRule(q, context),
    uses: q.uses.map((x) => context.quantityOf.get(x)!.symbol.id),
    elements: forwardElements(q, shown(id, value.shape), context),
    check: checkValue(q, context),
  };
}

/** ∂C/∂x: the rule, its four forms, and whether the numbers are right. */
export function backwardStep(x: Quantity, shown: Shown, context: Context): Step {
  const bar = context.gradientOf.get(x.node)!;
  const value = context.valueOf(bar);
  const { latex, id, name } = context.symbol(bar);
  const form = hadamardForm(x, context);
  return {
    id,
    pass: "backward",
    name,
    symbol: latex,
    of: x.symbol.id,
    shape: value.shape,
    ...keptValue(value, context.isFocused),
    formula: form.formula,
    shapes: form.shapes,
    substituted: form.substituted,
    rule: backwardRule(x, context),
    uses: usedIn(form.graph, context),
    forms: formsOf(x, form, shown(id, value.shape), context),
    check: checkGradient(
      x,
      shown(id, value.shape).map((index) => placeOf(index, value.shape)),
      context,
    ),
  };
}

/** In a focus, only what is small enough to be read; otherwise everything. */
const MOST_KEPT = 10_000;

/** The numbers of a step or given, as far as they belong into the derivation. */
export function keptValue(value: HostArray, isFocused: boolean): { value?: Numbers } {
  return isFocused && value.data.length > MOST_KEPT ? {} : { value: toNested(value) as Numbers };
}

function placeOf(index: readonly number[], shape: readonly number[]): number {
  return stridesOf(shape).reduce((place, stride, axis) => place + stride * index[axis]!, 0);
}

/** The steps and givens whose numbers stand in a formula. */
function usedIn(graph: Tensor, context: Context): string[] {
  const ids = new Set<string>();
  const visit = (node: Tensor): void => {
    if (context.feeds.has(node)) ids.add(context.symbol(node).id);
    // σ′(z) is written with z, even where it is computed from σ(z).
    else for (const x of slopeOf(node) === undefined ? node.inputs : [slopeOf(node)!.of]) visit(x);
  };
  visit(graph);
  return [...ids];
}

function forwardElements(q: Quantity, indices: readonly (readonly number[])[], context: Context): Element[] {
  const entries = forwardEntries(q, context);
  const free = freeIndices(q, context);
  const body = entries.at(free);
  return indices.map((index) => elementOf(atPlaces(body, placesOf(free, index)), index, q.symbol, context));
}
