/** A number as superscript digits: layer 12 gives ¹². */
export function superscript(n: number): string {
  return String(n).replace(/\d/g, (digit) => "⁰¹²³⁴⁵⁶⁷⁸⁹".charAt(Number(digit)));
}
