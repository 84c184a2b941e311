import { itemsOf, type MathNode, type Role } from "./node.ts";

// Where a space stands between the items of a row, and where a line may break.

/** What an item is to its neighbours. */
export type Place = Role | "sign" | "words" | "space" | "fraction" | "fence" | "grid" | "nothing";

/** The place of each item; a + or - that stands before a single quantity is its sign. */
export function placesOf(items: readonly MathNode[]): readonly Place[] {
  const places: Place[] = [];
  for (const item of items) {
    const place = placeOf(item);
    const before = places.at(-1);
    const isSign =
      place === "binary" && isPlusOrMinus(item) && (before === undefined || AWAITING.has(before));
    places.push(isSign ? "sign" : place);
  }
  return places;
}

/** How many spaces stand before item i; in scripts none but between numbers, which would run together. */
export function gapBefore(
  items: readonly MathNode[],
  places: readonly Place[],
  i: number,
  tight: boolean,
): number {
  if (i === 0 || isPowerOfTen(items, i) || isPowerOfTen(items, i - 1)) return 0;
  if (tight) return places[i - 1] === "number" && places[i] === "number" ? 1 : 0;
  return gap(items, places, i);
}

/** Where a line breaks, the best places first: between formulas, before a relation, before a sum's sign, … */
export const BREAKS = { formula: 0, relation: 1, sum: 2, list: 3, product: 4, factor: 5 } as const;

/** How well a line breaks before item i, the less the better; `undefined` where it may not. */
export function breakBefore(
  items: readonly MathNode[],
  places: readonly Place[],
  i: number,
): number | undefined {
  const [left, right] = [places[i - 1], places[i]!];
  if (right === "relation") return BREAKS.relation;
  if (left === undefined || isPowerOfTen(items, i) || isPowerOfTen(items, i - 1)) return undefined;
  if (right === "space") return undefined;
  if (left === "space") return BREAKS.formula;
  if (right === "binary") return isPlusOrMinus(items[i]!) ? BREAKS.sum : BREAKS.product;
  if ((left === "grid" && right === "grid") || left === "comma") return BREAKS.list;
  const together = UNBROKEN_AFTER.has(left) || right === "comma" || right === "close";
  return together || gap(items, places, i) === 0 ? undefined : BREAKS.factor;
}

/** After these a minus belongs to what follows. */
const AWAITING: ReadonlySet<Place> = new Set(["binary", "relation", "comma", "open", "large", "function"]);

const UNBROKEN_AFTER: ReadonlySet<Place> = new Set([
  ...(["binary", "relation", "sign", "prefix", "function", "large", "open"] as const),
]);

function placeOf(item: MathNode): Place {
  switch (item.kind) {
    case "sign":
      return item.role;
    case "scripts":
      return placeOf(item.base);
    case "beneath":
      return placeOf(item.of);
    case "accent":
    case "root":
      return "letter";
    case "row":
      return item.items.length === 1
        ? placeOf(item.items[0]!)
        : item.items.length === 0
          ? "nothing"
          : "letter";
    default:
      return item.kind;
  }
}

function gap(items: readonly MathNode[], places: readonly Place[], i: number): number {
  const [left, right] = [places[i - 1]!, places[i]!];
  if (left === "space" || right === "space" || left === "nothing" || right === "nothing") return 0;
  if (left === "sign" || left === "prefix" || left === "open") return 0;
  if (right === "comma" || right === "close") return 0;
  return (right === "open" || right === "fence") && touches(left, items[i - 1]!, items[i]!) ? 0 : 1;
}

/** Whether a bracket follows without a space, as an argument or a factor: σ′(z), 2(a - y). */
function touches(left: Place, before: MathNode, bracket: MathNode): boolean {
  if (left === "function") return true;
  // With a shape beneath, a factor is still the factor that it was.
  if (before.kind === "beneath") return touches(left, before.of, bracket);
  if (left === "number" && isSigned(bracket)) return false;
  const isPower = before.kind === "scripts" && before.sup !== undefined && !isPrime(before.sup);
  return (left === "letter" || left === "number") && !isPower && opensRound(bracket);
}

function isPrime(node: MathNode): boolean {
  return node.kind === "sign" && node.text === "′";
}

/** Whether brackets hold a number with its sign: 0.5(-2) would read as a difference. */
export function isSigned(node: MathNode): boolean {
  return node.kind === "fence" && placesOf(itemsOf(node.inside))[0] === "sign";
}

function opensRound(node: MathNode): boolean {
  if (node.kind === "scripts") return opensRound(node.base);
  return node.kind === "fence" ? node.left === "(" : node.kind === "sign" && node.text === "(";
}

function isPlusOrMinus(node: MathNode): boolean {
  return node.kind === "sign" && "+-±".includes(node.text);
}

/** Whether item i is the dot in 6.02·10²³, which is one number. */
function isPowerOfTen(items: readonly MathNode[], i: number): boolean {
  const [before, dot, power] = [items[i - 1], items[i], items[i + 1]];
  if (before?.kind !== "sign" || before.role !== "number") return false;
  if (dot?.kind !== "sign" || dot.text !== "·" || power?.kind !== "scripts") return false;
  return power.base.kind === "sign" && power.base.text === "10" && power.sup !== undefined;
}
