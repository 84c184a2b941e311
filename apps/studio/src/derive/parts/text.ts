import { superscript } from "../../parts/format.ts";

const MINUS = "−";

/**
 * A number with a convention's digits: after the point, significant where it is very small or large. Short numbers stay as
 * they are: `0.1`, `0.0252`, `9.245×10⁻⁴`.
 */
export function text(value: number, digits: number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? "NaN" : value > 0 ? "∞" : `${MINUS}∞`;
  const size = Math.abs(value);
  const fixed = value.toFixed(digits);
  if (Number(fixed) === value && size < 1e6) return String(value).replace("-", MINUS);
  if (size >= 10 ** (1 - digits) && size < 1e6) return fixed.replace("-", MINUS);
  const [mantissa = "", exponent = ""] = value.toExponential(Math.max(1, digits - 2)).split("e");
  return `${mantissa.replace("-", MINUS)}×10${superscript(Number(exponent))}`;
}

/** The same for where there is little room: at most four digits after the point, two where a power of ten follows. */
export function compact(value: number, digits: number): string {
  const whole = text(value, Math.min(digits, 4));
  return whole.includes("×") ? text(value, 2).replace(/^(−?\d\.\d)\d+/, "$1") : whole;
}

/** `+0.0252`, `−0.1`: where the sign is what matters. */
export function signed(value: number, digits: number, write = text): string {
  return value > 0 ? `+${write(value, digits)}` : write(value, digits);
}

const SUBSCRIPTS = "₀₁₂₃₄₅₆₇₈₉";

export function subscript(value: number): string {
  return String(value).replace(/\d/g, (digit) => SUBSCRIPTS[Number(digit)]!);
}

/** `w²₁,₂`, `x₁`: the name of a number where no formula can stand. */
export function entryName(id: string, index: readonly number[], first: number): string {
  const [, letters = id, layer = ""] = /^(\D+?)(\d*)$/.exec(id) ?? [];
  const letter =
    letters === "W" ? "w" : letters === "delta" ? "δ" : letters.replace(/^dC-d/, "∂C/∂").replace("W", "w");
  const places = index.map((place) => subscript(place + first)).join(",");
  return `${letter}${layer === "" ? "" : superscript(Number(layer))}${places}`;
}

/** A number as somebody types it: comma or point, any minus; undefined for what is none. */
export function typedNumber(typed: string): number | undefined {
  const plain = typed.trim().replace(",", ".").replace(/[−–]/, "-");
  const value = Number(plain);
  return plain === "" || !Number.isFinite(value) ? undefined : value;
}

/** One key's step up or down from a number, without the dust of floating point. */
export function stepped(value: number, by: number): number {
  return Number((value + by).toPrecision(12));
}
