import { ValueError } from "../util/errors.ts";
import { oneOf } from "../util/suggest.ts";
import type { Context } from "./context.ts";
import type { Focus } from "./derivation.ts";
import { atPlaces, elementOf } from "./elements.ts";
import { freeIndices, indexForm, placesOf } from "./forms/indexForm.ts";
import { forwardEntries } from "./localGraphs.ts";
import type { Quantity } from "./quantities.ts";

/** Which steps a derivation shows, and which of their elements one by one. */
export interface Selection {
  readonly focus?: Focus;
  readonly needsValue: (q: Quantity) => boolean;
  readonly needsGradient: (x: Quantity) => boolean;
  readonly shown: (id: string, shape: readonly number[]) => readonly (readonly number[])[];
}

type Index = readonly number[];

/** How many elements of a quantity are shown one by one: all of a small one, the first of a large one. */
const MOST_ELEMENTS = 12;
const FIRST_ELEMENTS = 4;
/** In a focus: the elements that the largest terms use. */
const MOST_FOLLOWED = 4;

/**
 * What to show: everything, or what one element or quantity needs.
 *
 * @param text `W1[12,300]` (counted as the convention counts), `delta1[3]`, `z1`, `W1`, `layer 1`; undefined for everything
 * @throws ValueError for a name or a place that does not exist
 */
export function focusOf(text: string | undefined, context: Context): Selection {
  if (text === undefined) {
    return { needsValue: () => true, needsGradient: () => true, shown: (_id, shape) => firstOf(shape) };
  }
  const [, layer] = /^\s*layer\s*(\d+)\s*$/i.exec(text) ?? [];
  if (layer !== undefined) return layerFocus(text, layer, context);
  const { quantity, index, isGradient } = parse(text, context);
  const followed = new Map<string, Index[]>();
  const gradients = isGradient ? gradientsNeeded(quantity, context) : new Set<Quantity>();
  if (index !== undefined) {
    const start = isGradient ? barId(quantity, context) : quantity.symbol.id;
    followed.set(start, [index]);
    for (const x of context.moving)
      if (gradients.has(x) && x !== context.cost) followGradient(x, followed, context);
  }
  const values = valuesNeeded(quantity, gradients, context);
  for (const q of context.quantities.toReversed()) {
    if (index !== undefined && !q.isGiven && values.has(q)) followValue(q, followed, context);
  }
  return {
    focus: {
      text,
      of: isGradient ? barId(quantity, context) : quantity.symbol.id,
      ...(index === undefined ? {} : { index }),
    },
    needsValue: (q) => values.has(q),
    needsGradient: (x) => gradients.has(x),
    shown: (id, shape) => (index === undefined ? firstOf(shape) : (followed.get(id) ?? [])),
  };
}

/** What bears the number of a layer, W¹, b¹, z¹ and a¹, and what their gradients need. */
function layerFocus(text: string, layer: string, context: Context): Selection {
  const own = context.moving.filter(({ symbol }) => symbol.latex.endsWith(`^{${layer}}`));
  const weights = own.find(({ isGiven }) => isGiven);
  if (weights === undefined) {
    const known = context.moving.flatMap(({ isGiven, symbol }) =>
      isGiven ? (/\^\{(\d+)\}$/.exec(symbol.latex)?.slice(1) ?? []) : [],
    );
    throw new ValueError(
      `explain(): there is no ${text.trim()}; ${known.length === 0 ? "nothing here has layers" : `the layers are ${[...new Set(known)].join(", ")}`}`,
    );
  }
  const gradients = new Set(own.flatMap((q) => [...gradientsNeeded(q, context)]));
  const values = new Set(own.flatMap((q) => [...valuesNeeded(q, gradients, context)]));
  return {
    focus: { text, of: barId(weights, context) },
    needsValue: (q) => values.has(q),
    needsGradient: (x) => gradients.has(x),
    shown: (_id, shape) => firstOf(shape),
  };
}

/** The name of a given or of a step; a given or a value that moves stands for its gradient. */
function parse(text: string, context: Context): { quantity: Quantity; index?: Index; isGradient: boolean } {
  const [, name, places] = /^\s*([^[\]]+?)\s*(?:\[([^\]]*)\])?\s*$/.exec(text) ?? [];
  const named = (quantity: Quantity): string[] => [quantity.symbol.id, quantity.symbol.name];
  const byValue = context.quantities.find((quantity) => named(quantity).includes(name ?? ""));
  const byGradient = context.moving.find((quantity) => {
    const symbol = context.symbol(context.gradientOf.get(quantity.node)!);
    return [symbol.id, symbol.name].includes(name ?? "");
  });
  const quantity = byGradient ?? byValue;
  if (quantity === undefined) {
    const known = context.moving.flatMap((q) =>
      q === context.cost ? [q.symbol.id] : [q.symbol.id, barId(q, context)],
    );
    throw new ValueError(`explain(): the focus ${oneOf(name ?? text, [...new Set(known)])}`);
  }
  const isGradient = context.moving.includes(quantity) && quantity !== context.cost;
  if (places === undefined) return { quantity, isGradient };
  return { quantity, index: parsePlaces(places, text, quantity, context), isGradient };
}

function parsePlaces(places: string, text: string, { node, symbol }: Quantity, context: Context): Index {
  const first = context.convention.firstIndex;
  const index = places.split(",").map((one) => (one.trim() === "" ? Number.NaN : Number(one) - first));
  const fits =
    index.length === node.shape.length &&
    index.every((place, axis) => Number.isInteger(place) && place >= 0 && place < node.shape[axis]!);
  if (!fits) {
    const ranges = node.shape.map((size) => `${first} to ${size - 1 + first}`).join(" and ");
    throw new ValueError(
      `explain(): ${symbol.name} has ${node.shape.length === 0 ? "no places" : `places from ${ranges}`}, got the focus "${text}"`,
    );
  }
  return index;
}

/** x and everything that its gradient is computed from. */
function gradientsNeeded(x: Quantity, context: Context): Set<Quantity> {
  const needed = new Set([x]);
  // From x towards the cost: the users come after what they use.
  for (const q of context.moving) {
    if (needed.has(q)) for (const user of context.usersOf.get(q.node)!) needed.add(user);
  }
  needed.delete(context.cost);
  return needed;
}

function valuesNeeded(of: Quantity, gradients: ReadonlySet<Quantity>, context: Context): Set<Quantity> {
  const needed = new Set<Quantity>([of, ...gradients, ...(gradients.size > 0 ? [context.cost] : [])]);
  for (const q of context.quantities.toReversed()) {
    if (needed.has(q)) for (const x of q.uses) needed.add(context.quantityOf.get(x)!);
  }
  return needed;
}

/** The elements that the largest terms of the followed elements use, to be followed in turn. */
function followGradient(x: Quantity, followed: Map<string, Index[]>, context: Context): void {
  const form = indexForm(x, context);
  const bar = context.symbol(context.gradientOf.get(x.node)!);
  for (const index of followed.get(bar.id) ?? []) {
    const body = atPlaces(form.body, placesOf(form.free, index));
    follow(elementOf(body, index, bar, context), followed);
  }
}

function followValue(q: Quantity, followed: Map<string, Index[]>, context: Context): void {
  const free = freeIndices(q, context);
  const body = forwardEntries(q, context).at(free);
  for (const index of followed.get(q.symbol.id) ?? []) {
    const own = atPlaces(body, placesOf(free, index));
    follow(elementOf(own, index, q.symbol, context), followed);
  }
}

function follow(element: ReturnType<typeof elementOf>, followed: Map<string, Index[]>): void {
  const bySize = element.terms.toSorted((a, b) => Math.abs(b.value) - Math.abs(a.value));
  for (const { factors } of bySize) {
    for (const { of, index } of factors) {
      const known = followed.get(of) ?? [];
      const isKnown = known.some((one) => one.join() === index.join());
      if (!isKnown && known.length < MOST_FOLLOWED) followed.set(of, [...known, index]);
    }
  }
}

function firstOf(shape: readonly number[]): Index[] {
  const size = shape.reduce((a, b) => a * b, 1);
  const count = size <= MOST_ELEMENTS ? size : FIRST_ELEMENTS;
  return Array.from({ length: count }, (_, place) => {
    let rest = place;
    return shape.map((_size, axis) => {
      const stride = shape.slice(axis + 1).reduce((a, b) => a * b, 1);
      const own = Math.floor(rest / stride);
      rest %= stride;
      return own;
    });
  });
}

function barId({ node }: Quantity, context: Context): string {
  return context.symbol(context.gradientOf.get(node)!).id;
}
