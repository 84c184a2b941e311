import { TEXT, type SMALL } from "./scene.ts";

/**
 * Widths of characters in em. Each is the largest among the fonts that the style names, for nobody knows which of them a
 * reader has; what stands in none of the groups is as wide as a digit.
 */
const GROUPS: readonly (readonly [characters: RegExp, em: number])[] = [
  [/[ .,:;'|!ijl]/, 0.34],
  [/[⁰¹²³⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉]/, 0.4],
  [/[-()[\]ft]/, 0.42],
  [/[rs/⁻]/, 0.53],
  [/∂/, 0.59],
  [/[mwMWω∞⋮]|[^\0-\u2e7f]/u, 1.03],
  [/[=+−·×]/, 0.84],
  [/[α-ψ]/, 0.72],
  [/\p{Lu}/u, 0.88],
];
const DIGIT = 0.65;

/** How wide a text is at most, in the units of the picture. */
export function textWidth(text: string, size: typeof TEXT | typeof SMALL = TEXT): number {
  let em = 0;
  for (const character of text) em += GROUPS.find(([group]) => group.test(character))?.[1] ?? DIGIT;
  return em * size;
}

/** How wide the widest of some texts is; 0 where there is none. */
export function widest(texts: readonly string[], size: typeof TEXT | typeof SMALL = TEXT): number {
  return Math.max(0, ...texts.map((text) => textWidth(text, size)));
}
