/** The longest text that a message repeats in full. */
const LONGEST = 40;

/** A JSON value in a few words, as messages say what they got. */
export function describeJson(value: unknown): string {
  if (typeof value === "string") return quote(value);
  if (Array.isArray(value)) return value.length === 0 ? "an empty list" : `a list of ${value.length}`;
  if (typeof value === "object" && value !== null) return "an object";
  // Only a number such as 1e999 gets here: JSON has no word for infinity.
  if (value === Infinity) return "a number beyond 1.8e308, the largest of float64";
  if (value === -Infinity) return "a number below -1.8e308, the smallest of float64";
  return String(value);
}

/** A text in quotes on one line, cut where it is long. */
export function quote(text: string): string {
  return JSON.stringify(text.length <= LONGEST ? text : `${text.slice(0, LONGEST)}…`);
}
