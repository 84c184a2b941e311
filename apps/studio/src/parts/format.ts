// Numbers as the studio writes them.

const MINUS = "−";

/** Four significant digits: `0.06370`, `−12.00`, `3.2×10⁻⁷`. */
export function number(value: number, digits = 4): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? "NaN" : value > 0 ? "∞" : `${MINUS}∞`;
  const size = Math.abs(value);
  if (size === 0) return "0";
  if (size < 1e-4 || size >= 1e6) return power(value, Math.min(digits, 3));
  return value.toPrecision(digits).replace("-", MINUS);
}

/** `93.4 %` */
export function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}

/** `12,000` */
export function count(value: number): string {
  return Math.round(value).toLocaleString("en");
}

/** `10⁻⁷`, for a whole exponent; other powers as numbers: `3.2`. */
export function powerOfTen(exponent: number): string {
  if (!Number.isInteger(exponent) || Math.abs(exponent) < 3) return number(10 ** exponent, 1);
  return `10${superscript(exponent)}`;
}

const SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";

/** `3.2×10⁻⁷` */
function power(value: number, digits: number): string {
  const [mantissa = "", exponent = ""] = value.toExponential(digits - 1).split("e");
  return `${mantissa.replace("-", MINUS)}×10${superscript(Number(exponent))}`;
}

/** `⁻⁷` */
export function superscript(value: number): string {
  const digits = String(Math.abs(value)).replace(/\d/g, (digit) => SUPERSCRIPTS.charAt(Number(digit)));
  return value < 0 ? `⁻${digits}` : digits;
}
