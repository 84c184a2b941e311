// Lists of numbers as text, exact to the bit: the shortest decimals of a float64 read back as the same float64 (ECMA-262,
// Number::toString), and so do those of a float32.
import { LinkError } from "./linkError.ts";

const DECIMAL = /^-?\d+(?:\.\d+)?(?:e[+-]?\d+)?$/;
/** Before a list whose numbers are all float32, as a fast engine's are: they need half the digits. */
const SINGLE = "f";

/** `0.1,-0.7,1e-7`, or `f0.1,…`, whatever is shorter. */
export function formatNumbers(numbers: readonly number[]): string {
  const double = numbers.map(decimal).join(",");
  if (!numbers.every((value) => Object.is(Math.fround(value), value))) return double;
  const single = SINGLE + numbers.map(singleDecimal).join(",");
  return single.length < double.length ? single : double;
}

/**
 * Reads such a list.
 *
 * @param where the word that it stands in, for the message
 * @param count how many numbers there must be
 * @throws LinkError for another number of them, and for what is no finite number
 */
export function parseNumbers(text: string, where: string, count: number): number[] {
  const isSingle = text.startsWith(SINGLE);
  const parts = text.slice(isSingle ? SINGLE.length : 0).split(",");
  if (parts.length !== count) {
    throw new LinkError(
      `${where} must be ${count} numbers with commas between them, got ${parts.length}; copy the link again.`,
    );
  }
  return parts.map((part) => {
    const value = isSingle ? Math.fround(Number(part)) : Number(part);
    if (DECIMAL.test(part) && Number.isFinite(value)) return value;
    throw new LinkError(`${where} must be numbers, got ${JSON.stringify(part)}; copy the link again.`);
  });
}

function decimal(value: number): string {
  return Object.is(value, -0) ? "-0" : String(value);
}

/** The fewest digits that a float32 needs; nine are always enough. */
function singleDecimal(value: number): string {
  if (value === 0) return decimal(value);
  for (let digits = 1; digits < 9; digits++) {
    const short = Number(value.toPrecision(digits));
    if (Object.is(Math.fround(short), value)) return decimal(short);
  }
  return decimal(Number(value.toPrecision(9)));
}
