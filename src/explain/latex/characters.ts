// Plain LaTeX knows ASCII. Names and sentences of a derivation hold more, so every other sign is written as a command.

const SIGNS: Readonly<Record<string, string>> = {
  ...{
    "∂": "\\partial",
    "∇": "\\nabla",
    "‖": "\\Vert",
    "−": "-",
    "×": "\\times",
    "·": "\\cdot",
    "⊙": "\\odot",
  },
  ...{
    "≈": "\\approx",
    "≤": "\\le",
    "≥": "\\ge",
    "≠": "\\ne",
    "→": "\\to",
    "∞": "\\infty",
    "√": "\\surd",
    "′": "'",
  },
  ...{
    "½": "\\frac{1}{2}",
    "¼": "\\frac{1}{4}",
    "⅓": "\\frac{1}{3}",
    ℓ: "\\ell",
    "∈": "\\in",
    "±": "\\pm",
    ᵀ: "^{\\mathsf{T}}",
  },
  ...{
    α: "\\alpha",
    β: "\\beta",
    γ: "\\gamma",
    δ: "\\delta",
    ε: "\\varepsilon",
    ζ: "\\zeta",
    η: "\\eta",
    θ: "\\theta",
  },
  ...{
    ι: "\\iota",
    κ: "\\kappa",
    λ: "\\lambda",
    μ: "\\mu",
    ν: "\\nu",
    ξ: "\\xi",
    π: "\\pi",
    ρ: "\\rho",
    σ: "\\sigma",
  },
  ...{
    τ: "\\tau",
    υ: "\\upsilon",
    φ: "\\varphi",
    χ: "\\chi",
    ψ: "\\psi",
    ω: "\\omega",
    Γ: "\\Gamma",
    Δ: "\\Delta",
  },
  ...{
    Θ: "\\Theta",
    Λ: "\\Lambda",
    Ξ: "\\Xi",
    Π: "\\Pi",
    Σ: "\\Sigma",
    Φ: "\\Phi",
    Ψ: "\\Psi",
    Ω: "\\Omega",
  },
};

const WORDS: Readonly<Record<string, string>> = {
  ...{
    "…": "\\ldots{}",
    "–": "--",
    "—": "---",
    "‘": "`",
    "’": "'",
    "“": "``",
    "”": "''",
    ß: "\\ss{}",
    "\u00a0": "~",
  },
  ...{
    ø: "\\o{}",
    Ø: "\\O{}",
    æ: "\\ae{}",
    Æ: "\\AE{}",
    ł: "\\l{}",
    Ł: "\\L{}",
    ı: "\\i{}",
    "✓": "",
    "✗": "",
  },
};

const SPECIAL: Readonly<Record<string, string>> = {
  ...{
    "\\": "\\textbackslash{}",
    "{": "\\{",
    "}": "\\}",
    $: "\\$",
    "&": "\\&",
    "#": "\\#",
    "%": "\\%",
    _: "\\_",
  },
  ...{
    "^": "\\textasciicircum{}",
    "~": "\\textasciitilde{}",
    "<": "\\textless{}",
    ">": "\\textgreater{}",
    "|": "\\textbar{}",
    '"': "''",
  },
};

const SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";
const SUBSCRIPTS = "₀₁₂₃₄₅₆₇₈₉";

/** Combining accents, in text and in a formula. */
const ACCENTS: Readonly<Record<string, readonly [text: string, math: string]>> = {
  "\u0300": ["\\`", "\\grave"],
  "\u0301": ["\\'", "\\acute"],
  "\u0302": ["\\^", "\\hat"],
  "\u0303": ["\\~", "\\tilde"],
  "\u0304": ["\\=", "\\bar"],
  "\u0306": ["\\u", "\\breve"],
  "\u0307": ["\\.", "\\dot"],
  "\u0308": ['\\"', "\\ddot"],
  "\u030c": ["\\v", "\\check"],
  "\u030a": ["\\r", "\\mathring"],
  "\u030b": ["\\H", "\\ddot"],
  "\u0327": ["\\c", "\\text"],
  "\u0328": ["\\k", "\\text"],
};

/** A sentence or a name as LaTeX text: `δ² of 100 %` is `$\delta$$^{2}$ of 100 \%`. */
export function latexText(text: string): string {
  return spelt(text, (sign) => SPECIAL[sign] ?? WORDS[sign] ?? scripted(sign, (math) => `$${math}$`), 0);
}

/** A formula whose names may hold any letters, in ASCII. */
export function latexMath(latex: string): string {
  return spelt(
    latex,
    (sign) => (isAscii(sign) ? sign : (scripted(sign, (math) => `{${math}}`) ?? inText(WORDS[sign]))),
    1,
  );
}

function spelt(text: string, write: (sign: string) => string | undefined, accent: 0 | 1): string {
  // A letter and the accents on it, or any other sign.
  return text.replace(/(\P{M})(\p{M}*)/gu, (whole: string) => {
    const [base, ...marks] =
      write(whole.normalize("NFC")) === undefined ? whole.normalize("NFD") : whole.normalize("NFC");
    const letter = write(base!) ?? (isAscii(base!) ? base! : codePoint(base!, accent));
    return marks.reduce((inside, mark) => {
      const command = ACCENTS[mark]?.[accent];
      return command === undefined ? inside : `${command}{${inside}}`;
    }, letter);
  });
}

function scripted(sign: string, inMath: (math: string) => string): string | undefined {
  const known = SIGNS[sign];
  if (known !== undefined) return inMath(known);
  const [above, below] = [SUPERSCRIPTS.indexOf(sign), SUBSCRIPTS.indexOf(sign)];
  if (above >= 0) return inMath(`^{${above}}`);
  return below >= 0 ? inMath(`_{${below}}`) : undefined;
}

/** A sign that no font of plain LaTeX has: its number, rather than an error. */
function codePoint(sign: string, accent: 0 | 1): string {
  const code = `U+${sign.codePointAt(0)!.toString(16).toUpperCase().padStart(4, "0")}`;
  return accent === 0 ? code : `\\text{${code}}`;
}

function inText(words: string | undefined): string | undefined {
  return words === undefined ? undefined : `\\text{${words}}`;
}

function isAscii(sign: string): boolean {
  return /^[\x20-\x7e\n]$/.test(sign);
}
