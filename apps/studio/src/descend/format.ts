import { superscript } from "../parts/format.ts";

const MINUS = "−";

/**
 * A number to read: four significant digits by default, without trailing zeros, with a real minus sign.
 *
 * Very large and very small ones are written as `1.2×10⁻⁵`.
 */
export function readable(value: number, digits = 4): string {
  if (Number.isNaN(value)) return "not a number";
  if (!Number.isFinite(value)) return value > 0 ? "∞" : `${MINUS}∞`;
  if (value === 0) return "0";
  const size = Math.abs(value);
  const sign = value < 0 ? MINUS : "";
  if (size >= 1e-4 && size < 1e6) return sign + String(Number(size.toPrecision(digits)));
  const [mantissa = "", exponent = ""] = size.toExponential(digits - 1).split("e");
  const short = String(Number(mantissa));
  const power = `10${superscript(Number(exponent))}`;
  return `${sign}${short === "1" ? "" : `${short}×`}${power}`;
}
