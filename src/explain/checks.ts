import type { Compiled } from "../backend/backend.ts";
import { evaluate, writeFeeds } from "../backend/reference/evaluate.ts";
import { reference } from "../backend/reference/reference.ts";
import { checkVariable } from "../check/variableCheck.ts";
import { constant } from "../graph/leaves.ts";
import type { Tensor } from "../graph/tensor.ts";
import { topological } from "../graph/traverse.ts";
import { add } from "../ops/add.ts";
import { multiply } from "../ops/multiply.ts";
import { stopGradientOp } from "../ops/stopGradient.ts";
import { sum } from "../ops/sum.ts";
import type { HostArray } from "../tensor/hostArray.ts";
import { sizeOf } from "../tensor/shape.ts";
import { Random } from "../util/random.ts";
import type { Context } from "./context.ts";
import type { CheckMark, Verdict } from "./derivation.ts";
import { evaluateEntriesAt } from "./indices/evaluation.ts";
import { forwardEntries } from "./localGraphs.ts";
import { replaced } from "./matrices/replace.ts";
import type { Quantity } from "./quantities.ts";

/** Central differences in float64 are right to about 1e-9 on smooth functions; a wrong rule is off by far more than this. */
const TOLERANCE = 1e-6;
/** The index form computes the same in another order of summation. */
const ROUNDING = 1e-10;
/** How many elements of a large quantity are checked by themselves, and against the whole cost. */
const SAMPLE = 48;
const SAMPLE_OF_COST = 12;
/** In a focus the elements that are shown matter, and of the others a few. */
const FOCUSED = 1 / 8;

/**
 * Checks a gradient by central differences, of the steps that use x and of the cost.
 *
 * @param shown the places whose numbers are shown: they are among those that are checked
 */
export function checkGradient(x: Quantity, shown: readonly number[], context: Context): CheckMark {
  const gradient = context.valueOf(context.gradientOf.get(x.node)!);
  const leaf = context.standIn.get(x.node)!;
  const size = gradient.data.length;
  const most = context.isFocused ? FOCUSED : 1;
  const checked = (count: number): number[] => {
    const places = new Set([...shown.slice(0, count), ...chosenPlaces(size, Math.ceil(count * most))]);
    return [...places].sort((a, b) => a - b);
  };
  const own = differences(localCost(x, context), leaf, gradient, context.feeds, checked(SAMPLE));
  const graph = replaced(context.cost.node, new Map([[x.node, leaf]]));
  const whole = differences(graph, leaf, gradient, givenFeeds(context), checked(SAMPLE_OF_COST));
  return {
    by: "central difference",
    ...own,
    of: sizeOf(x.node.shape),
    endToEnd: { verdict: whole.verdict, relativeError: whole.relativeError, checked: whole.checked },
  };
}

/** Checks a value by working out its index form. */
export function checkValue(q: Quantity, context: Context): CheckMark {
  const value = context.valueOf(context.standIn.get(q.node)!);
  const places = chosenPlaces(value.data.length, SAMPLE);
  const numbers = evaluateEntriesAt(forwardEntries(q, context), context.valueOf, places);
  const size = places.reduce((most, place) => Math.max(most, Math.abs(value.data[place]!)), 0);
  const worst = places.reduce(
    (most, place, i) => Math.max(most, Math.abs(numbers[i]! - value.data[place]!)),
    0,
  );
  const relativeError = worst === 0 ? 0 : worst / size;
  return {
    by: "index form",
    verdict: verdictOf(relativeError <= ROUNDING),
    relativeError,
    checked: places.length,
    of: value.data.length,
    kinks: 0,
  };
}

/** Evenly many places over the whole, always the same ones. */
export function chosenPlaces(size: number, most: number): number[] {
  if (size <= most) return Array.from({ length: size }, (_, place) => place);
  const random = new Random(0).stream("explain");
  const places = new Set<number>();
  while (places.size < most) places.add(random.integer(size));
  return [...places].sort((a, b) => a - b);
}

/** Σ ⟨q̄, q(x)⟩ over the steps that use x: a scalar whose gradient is ∂C/∂x, if the q̄ are right. */
function localCost(x: Quantity, context: Context): Tensor {
  return context.usersOf
    .get(x.node)!
    .map((user) => sum(multiply(context.gradientOf.get(user.node)!, localGraph(user, context))) as Tensor)
    .reduce((total, term) => add(total, term));
}

/** A step over the quantities that have gradients, and over what is given; what is between without a gradient moves with them. */
function localGraph(user: Quantity, { quantities, moving, standIn }: Context): Tensor {
  const fixed = new Set(moving);
  const known = quantities.filter((q) => q !== user && (q.isGiven || fixed.has(q)));
  return replaced(user.node, new Map(known.map(({ node }) => [node, standIn.get(node)!])));
}

function differences(
  cost: Tensor,
  leaf: Tensor,
  gradient: HostArray,
  feeds: ReadonlyMap<Tensor, HostArray>,
  chosen: readonly number[],
): Omit<CheckMark, "by" | "of" | "endToEnd"> {
  const held = withStopsHeld(cost, feeds);
  const program: Compiled = reference.compile({ outputs: [held, leaf] });
  writeFeeds(program, [held, leaf], feeds);
  const places = Int32Array.from(chosen);
  const { relativeError, checked, kinks } = checkVariable(
    ...([program, held, leaf, gradient.data, places, TOLERANCE] as const),
  );
  return { verdict: verdictOf(relativeError <= TOLERANCE), relativeError, checked, kinks };
}

/** What stopGradient holds fast for the rules is held fast for the differences too. */
function withStopsHeld(cost: Tensor, feeds: ReadonlyMap<Tensor, HostArray>): Tensor {
  const stopped = topological([cost]).filter(({ op }) => op === stopGradientOp);
  if (stopped.length === 0) return cost;
  const numbers = evaluate(stopped, feeds);
  return replaced(cost, new Map(stopped.map((node, i) => [node, constant(numbers[i]!)])));
}

/** The numbers of the leaves that the user made, and of the stand-ins. */
function givenFeeds({ quantities, standIn, valueOf, feeds }: Context): Map<Tensor, HostArray> {
  const given = quantities.filter(({ isGiven }) => isGiven);
  return new Map([
    ...feeds,
    ...given.map(({ node }): [Tensor, HostArray] => [node, valueOf(standIn.get(node)!)]),
  ]);
}

function verdictOf(isRight: boolean): Verdict {
  return isRight ? "pass" : "fail";
}
