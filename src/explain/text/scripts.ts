import { beside, boxOf, isOneLine, textBox, type Box } from "./box.ts";

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
  const below = sub === undefined ? undefined : textBox(subscriptText(line(sub)));
  if (sup === undefined) return beside([base, corner(below!, base.lines.length - 1, base)]);
  const small = isOneLine(sup) ? raised(line(sup)) : undefined;
  if (small !== undefined || (inline && isOneLine(sup))) {
    const above = textBox(small ?? superscriptText(line(sup)));
    if (isOneLine(base)) return beside([base, above, ...(below === undefined ? [] : [below])]);
    return beside([base, column(above, below, base)]);
  }
  const under = below === undefined ? base : beside([base, corner(below, base.lines.length - 1, base)]);
  // Its last line stands just above the base's first.
  return beside([under, { ...sup, baseline: sup.lines.length + base.baseline }]);
}

function line(box: Box): string {
  return box.lines.join(" ");
}

/** The box at a line of the base, counted from its top. */
function corner(box: Box, at: number, base: Box): Box {
  return { ...box, baseline: base.baseline - at };
}

/** An exponent at the top and a subscript at the bottom of a tall base. */
function column(above: Box, below: Box | undefined, base: Box): Box {
  const gap = base.lines.length - 2;
  return boxOf(
    [line(above), ...Array.from({ length: gap }, () => ""), below === undefined ? "" : line(below)],
    base.baseline,
  );
}

function small(text: string, forms: ReadonlyMap<string, string>): string | undefined {
  const characters = [...text].map((c) => forms.get(c));
  return characters.every((c) => c !== undefined) ? characters.join("") : undefined;
}

function table(plain: string, forms: string): ReadonlyMap<string, string> {
  const of = [...forms];
  return new Map([...plain].map((c, i) => [c, of[i]!]));
}
