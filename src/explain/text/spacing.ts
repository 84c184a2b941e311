import type { MathNode, Role } from "./node.ts";

// Where a space stands between the items of a row, and where a line may break.

/** What an item is to its neighbours. */
export type Place =
  Role | "sign" | "words" | "space" | "fraction" | "fence" | "grid" | "accented" | "nothing";

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

/** How many spaces stand before item i, outside scripts. */
export function gapBefore(items: readonly MathNode[], places: readonly Place[], i: number): number {
  if (i === 0 || isPowerOfTen(items, i) || isPowerOfTen(items, i - 1)) return 0;
  return gap(places[i - 1]!, places[i]!, items[i]!);
}

/** How well a line breaks before item i: 0 best, `undefined` never. */
export function breakBefore(
  items: readonly MathNode[],
  places: readonly Place[],
  i: number,
): number | undefined {
  if (i === 0 || isPowerOfTen(items, i) || isPowerOfTen(items, i - 1)) return undefined;
  const [left, right] = [places[i - 1]!, places[i]!];
  if (right === "relation") return 0;
  if (right === "binary") return isPlusOrMinus(items[i]!) ? 1 : 3;
  if (left === "grid" && right === "grid") return 2;
  if (left === "comma") return 2;
  const together = UNBROKEN_AFTER.has(left) || right === "comma" || right === "close";
  return together || gap(left, right, items[i]!) === 0 ? undefined : 4;
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

function gap(left: Place, right: Place, item: MathNode): number {
  if (left === "space" || right === "space" || left === "nothing" || right === "nothing") return 0;
  if (left === "sign" || left === "prefix" || left === "open") return 0;
  if (right === "comma" || right === "close") return 0;
  if (right === "open" || right === "fence") return touches(left, item) ? 0 : 1;
  return 1;
}

/** Whether a bracket follows without a space, as an argument or a factor: σ(z), 2(a - y). */
function touches(left: Place, bracket: MathNode): boolean {
  if (left === "function") return true;
  return (left === "letter" || left === "number") && opensRound(bracket);
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
