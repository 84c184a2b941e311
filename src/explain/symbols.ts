import { superscript } from "../util/superscript.ts";

/** How a quantity is written: whole, entry by entry, as plain text, and as an id. */
export interface Symbol {
  /** LaTeX of the whole: `W^{2}`. */
  readonly latex: string;
  /** LaTeX of an entry, given its subscripts: `w^{2}_{jk}`. */
  readonly entry: (subscripts: string) => string;
  /** Unicode: `W²`. */
  readonly name: string;
  /** For links: `W2`. */
  readonly id: string;
}

const GREEK: Readonly<Record<string, string>> = Object.fromEntries(
  [
    ..."α:alpha β:beta γ:gamma δ:delta ε:epsilon ζ:zeta η:eta θ:theta κ:kappa λ:lambda μ:mu ν:nu ξ:xi π:pi ρ:rho".split(
      " ",
    ),
    ..."σ:sigma τ:tau φ:phi χ:chi ψ:psi ω:omega Γ:Gamma Δ:Delta Θ:Theta Λ:Lambda Ξ:Xi Π:Pi Σ:Sigma Φ:Phi Ψ:Psi Ω:Omega".split(
      " ",
    ),
  ].map((pair) => pair.split(":") as [string, string]),
);
const SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";
const SUBSCRIPTS = "₀₁₂₃₄₅₆₇₈₉";

/**
 * The symbol that a label stands for: `W¹` is `W^{1}`, `u_xx` is `u_{xx}`, `loss` is upright.
 *
 * @param label what the node was named
 */
export function symbolOf(label: string): Symbol {
  const { base, below, above } = partsOf(label);
  const letter = latexBaseOf(base);
  const scripts = above === "" ? "" : `^{${above}}`;
  const own = below === "" ? "" : `_{${below}}`;
  // Entries of a matrix are its small letter: w_jk of W. A symbol with a subscript of its own takes brackets.
  const small = /^[A-Z]$/.test(base) && base !== "C" ? base.toLowerCase() : letter;
  return {
    latex: `${letter}${scripts}${own}`,
    entry: (subscripts) => {
      if (subscripts === "") return `${letter}${scripts}${own}`;
      return own === ""
        ? `${small}${scripts}_{${subscripts}}`
        : `\\left(${letter}${scripts}${own}\\right)_{${subscripts}}`;
    },
    name: label,
    id: idOf(base, below, above),
  };
}

/** ∂C/∂x for a symbol x. */
export function gradientSymbol(cost: Symbol, of: Symbol): Symbol {
  const fraction = (below: string): string => `\\frac{\\partial ${cost.latex}}{\\partial ${below}}`;
  return {
    latex: fraction(of.latex),
    entry: (subscripts) => fraction(of.entry(subscripts)),
    name: `∂${cost.name}/∂${of.name}`,
    id: `d${cost.id}-d${of.id}`,
  };
}

/** δˡ. */
export function deltaSymbol(layer: number): Symbol {
  return symbolOf(`δ${superscript(layer)}`);
}

function partsOf(label: string): { base: string; below: string; above: string } {
  let [base, below, above] = ["", "", ""];
  const [head, ...tail] = label.split("_");
  for (const sign of head!) {
    if (SUPERSCRIPTS.includes(sign)) above += String(SUPERSCRIPTS.indexOf(sign));
    else if (SUBSCRIPTS.includes(sign)) below += String(SUBSCRIPTS.indexOf(sign));
    else base += sign;
  }
  below += tail.join(",");
  return { base, below, above };
}

function latexBaseOf(base: string): string {
  if (base in GREEK) return `\\${GREEK[base]!}`;
  if (/^[A-Za-z]$/.test(base)) return base;
  // Accents of a letter and anything longer are set upright, as names are.
  return `\\mathrm{${base.replace(/[\\{}$&#^_~%]/g, "").replace(/ /g, "\\ ")}}`;
}

function idOf(base: string, below: string, above: string): string {
  const plain = (GREEK[base] ?? base).replace(/[^A-Za-z0-9]+/g, "-");
  return `${plain}${above}${below === "" ? "" : `_${below.replace(/[^A-Za-z0-9]+/g, "-")}`}`;
}
