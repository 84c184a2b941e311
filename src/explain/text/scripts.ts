import { beside, boxOf, heightOf, hugged, type Box } from "./box.ts";

// Exponents and subscripts: as Unicode's small characters where they exist, else as ^(…) and _{…}.

const RAISED = table(
  "0123456789+-=()abcdefghijklmnoprstuvwxyzABDEGHIJKLMNOPRTUVWβγδθᵀ′∗*",
  "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁⱽᵂᵝᵞᵟᶿᵀ′∗*",
);

const LOWERED = table("0123456789+-=()aehijklmnoprstuvxβγρφχ", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓᵦᵧᵨᵩᵪ");

/** `jk` as ⱼₖ; `undefined` where a character has no small form, as the comma has none. */
export function lowered(text: string): string | undefined {
  return small(text, LOWERED);
}

/** `l+1` as ˡ⁺¹; `undefined` where a character has no small form. */
export function raised(text: string): string | undefined {
  return small(text, RAISED);
}

/** A subscript in a line of text: ⱼₖ or _{j,k}. */
export function subscriptText(text: string): string {
  return lowered(text) ?? (text.length === 1 ? `_${text}` : `_{${text}}`);
}

/** An exponent in a line of text: ² or ^0.5 or ^(-0.5 z). */
export function superscriptText(text: string): string {
  return raised(text) ?? (/^[\w.]+$/.test(text) ? `^${text}` : `^(${text})`);
}

/**
 * A base with its exponent and subscript. On a tall base they sit at its corners. An exponent that has no small form
 * is written on the line above, where there may be one.
 */
export function withScripts(base: Box, sup: Box | undefined, sub: Box | undefined, inline: boolean): Box {
  const below = sub === undefined ? "" : subscriptText(line(sub));
  const small = sup === undefined ? "" : raised(line(sup));
  const isRaised = small === undefined && !inline;
  const above = small ?? (isRaised ? "" : superscriptText(line(sup!)));
  const whole =
    heightOf(base) === 1 ? hugged("", base, above + below) : beside([base, corners(above, below, base)]);
  // Its last line stands just above the base's first.
  return isRaised ? beside([whole, { ...sup!, baseline: sup!.lines.length + base.baseline }]) : whole;
}

function line(box: Box): string {
  return box.lines.join(" ");
}

/** An exponent at the top and a subscript at the bottom of a tall base. */
function corners(above: string, below: string, base: Box): Box {
  const between = Array.from({ length: heightOf(base) - 2 }, () => "");
  return boxOf([above, ...between, below], { baseline: base.baseline });
}

function small(text: string, forms: ReadonlyMap<string, string>): string | undefined {
  let result = "";
  for (const character of text) {
    const form = forms.get(character);
    if (form === undefined) return undefined;
    result += form;
  }
  return result;
}

function table(plain: string, forms: string): ReadonlyMap<string, string> {
  const of = Array.from(forms);
  return new Map(Array.from(plain, (character, i) => [character, of[i]!]));
}
