/** How a number is shown: the digits of the convention, and no more than the number has. */
export function shown(value: number, digits: number): string {
  if (Number.isNaN(value)) return "\\mathrm{NaN}";
  if (!Number.isFinite(value)) return value < 0 ? "-\\infty" : "\\infty";
  const size = Math.abs(value);
  if (size !== 0 && !isOrdinary(size, digits)) return scientific(value, digits);
  const fixed = value.toFixed(digits);
  // A number that has no more digits than are shown is shown as it is: 0.5, not 0.5000, which looks rounded. What the last
  // bits of a sum add (0.1 + 0.2) does not count.
  return Math.abs(Number(fixed) - value) <= 1e-14 * size ? String(Number(fixed)) : fixed;
}

/** The number that `shown` shows. */
export function rounded(value: number, digits: number): number {
  const size = Math.abs(value);
  if (size === 0 || !Number.isFinite(value)) return value;
  if (!isOrdinary(size, digits)) return Number(value.toPrecision(digits));
  // Counting in units of the last digit is many times faster, and right but for ties, which toFixed decides exactly.
  const units = value * 10 ** digits;
  const isTie = Math.abs(Math.abs(units % 1) - 0.5) < 1e-3 || size * 10 ** digits > 1e12;
  return isTie ? Number(value.toFixed(digits)) : Math.round(units) / 10 ** digits;
}

/** A factor as a person would write it: ⅓ for 0.333…, 2 for 2. */
export function niceNumber(value: number): string {
  const plain = String(value);
  const isPowerOfHalf = Math.abs(value) < 1 && Number.isInteger(Math.log2(Math.abs(value)));
  if (plain.length <= 6 && !isPowerOfHalf) return plain;
  for (let below = 2; below <= 100_000; below++) {
    const above = Math.round(value * below);
    if (above !== 0 && Math.abs(above / below - value) <= 1e-15 * Math.abs(value)) {
      return `${above < 0 ? "-" : ""}\\frac{${Math.abs(above)}}{${below}}`;
    }
  }
  return plain.replace(/e\+?(-?\d+)$/, " \\cdot 10^{$1}");
}

/** Whether a number has at least a digit or two to show behind the point, and not too many before it. */
function isOrdinary(size: number, digits: number): boolean {
  return size < 1e6 && size >= 10 ** -Math.max(digits - 1, Math.min(digits, 2));
}

function scientific(value: number, digits: number): string {
  const [mantissa, exponent] = value.toExponential(Math.max(0, digits - 1)).split("e") as [string, string];
  const trimmed = mantissa.includes(".") ? mantissa.replace(/\.?0+$/, "") : mantissa;
  const power = `10^{${Number(exponent)}}`;
  if (trimmed === "1") return power;
  return trimmed === "-1" ? `-${power}` : `${trimmed} \\cdot ${power}`;
}
