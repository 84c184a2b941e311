import { superscript } from "../util/superscript.ts";

/** Three digits: enough to judge by. */
export function shown(value: number): string {
  const rounded = Number(value.toPrecision(3));
  return Math.abs(rounded) >= 1e6 ? rounded.toExponential() : String(rounded);
}

/** 87 %. */
export function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}

/** z³. */
export function symbol(letter: string, layer: number): string {
  return `${letter}${superscript(layer)}`;
}

/** ‖∂C/∂z³‖. */
export function gradientNorm(letter: string, layer: number): string {
  return `‖∂C/∂${symbol(letter, layer)}‖`;
}

const MOST_NAMED = 8;

/** `units 3, 17 and 20`, `units 0, 1, 2, 3, 4, 5, 6, 7 and 22 more`, counted from 0. */
export function unitList(units: readonly number[]): string {
  const [first] = units;
  if (units.length === 1) return `unit ${first!}`;
  const rest = units.length - MOST_NAMED;
  const named = rest > 0 ? units.slice(0, MOST_NAMED) : units.slice(0, -1);
  return `units ${named.join(", ")} and ${rest > 0 ? `${rest} more` : units.at(-1)!}`;
}
