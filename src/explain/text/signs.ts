import { sign, type Role, type Sign } from "./node.ts";

// The signs of our formulas, by the name of their LaTeX command or by themselves.

const GREEK = {
  ...{ alpha: "α", beta: "β", gamma: "γ", delta: "δ", epsilon: "ϵ", varepsilon: "ε", zeta: "ζ", eta: "η" },
  ...{ theta: "θ", vartheta: "ϑ", iota: "ι", kappa: "κ", lambda: "λ", mu: "μ", nu: "ν", xi: "ξ" },
  ...{ omicron: "ο", pi: "π", varpi: "ϖ", rho: "ρ", varrho: "ϱ", sigma: "σ", varsigma: "ς", tau: "τ" },
  ...{ upsilon: "υ", phi: "ϕ", varphi: "φ", chi: "χ", psi: "ψ", omega: "ω" },
  ...{ Gamma: "Γ", Delta: "Δ", Theta: "Θ", Lambda: "Λ", Xi: "Ξ", Pi: "Π", Sigma: "Σ", Upsilon: "Υ" },
  ...{ Phi: "Φ", Psi: "Ψ", Omega: "Ω" },
};

const LETTERS = {
  ...{ infty: "∞", ldots: "…", dots: "…", cdots: "⋯", vdots: "⋮", ddots: "⋱", ell: "ℓ", nabla: "∇" },
  ...{ top: "ᵀ", prime: "′", emptyset: "∅", "%": "%", "#": "#", "&": "&", $: "$" },
};

const BINARY = {
  ...{ odot: "⊙", cdot: "·", times: "×", otimes: "⊗", oplus: "⊕", pm: "±", circ: "∘", land: "∧", lor: "∨" },
  ...{
    "+": "+",
    "-": "-",
    "*": "*",
    "/": "/",
    ast: "*",
    setminus: "∖",
    cup: "∪",
    cap: "∩",
    div: "÷",
    bmod: "mod",
  },
};

const RELATIONS = {
  ...{ approx: "≈", le: "≤", leq: "≤", ge: "≥", geq: "≥", ne: "≠", neq: "≠", in: "∈", notin: "∉" },
  ...{ equiv: "≡", to: "→", rightarrow: "→", leftarrow: "←", mapsto: "↦", propto: "∝", sim: "∼" },
  ...{ ll: "≪", gg: "≫", mid: "|", implies: "⇒", iff: "⇔", "=": "=", "<": "<", ">": ">", ":": ":" },
};

const OPENING = {
  "(": "(",
  "[": "[",
  "{": "{",
  lfloor: "⌊",
  lceil: "⌈",
  langle: "⟨",
  lvert: "|",
  lVert: "‖",
};

const CLOSING = {
  ")": ")",
  "]": "]",
  "}": "}",
  rfloor: "⌋",
  rceil: "⌉",
  rangle: "⟩",
  rvert: "|",
  rVert: "‖",
};

const FUNCTIONS = [
  ...["ln", "log", "exp", "sin", "cos", "tan", "arcsin", "arccos", "arctan", "sinh", "cosh", "tanh"],
  ...["max", "min", "sup", "inf", "lim", "det", "dim", "arg", "gcd", "Pr"],
];

const SIGNS: ReadonlyMap<string, Sign> = new Map([
  ...as("letter", GREEK),
  ...as("letter", LETTERS),
  ...as("prefix", { partial: "∂", lnot: "¬", neg: "¬" }),
  ...as("binary", BINARY),
  ...as("relation", RELATIONS),
  ...as("large", { sum: "Σ", prod: "Π", int: "∫" }),
  ...as("function", Object.fromEntries(FUNCTIONS.map((name) => [name, name]))),
  ...as("comma", { ",": ",", ";": ";" }),
  ...as("close", { "!": "!" }),
  ...as("open", OPENING),
  ...as("close", CLOSING),
]);

/** Spaces that mean something; the thin ones are ours to set, see spacing.ts. */
export const SPACES: Readonly<Record<string, number>> = {
  ...{ ",": 0, ":": 0, ";": 0, "!": 0, " ": 1, quad: 2, qquad: 4 },
};

export const ACCENTS: Readonly<Record<string, string>> = {
  ...{ bar: "\u0304", overline: "\u0305", dot: "\u0307", ddot: "\u0308", hat: "\u0302", widehat: "\u0302" },
  ...{ tilde: "\u0303", widetilde: "\u0303", vec: "\u20d7" },
};

const BARS: Readonly<Record<string, string>> = { "|": "|", "\\|": "‖", "\\vert": "|", "\\Vert": "‖" };

/** The sign of a token, `\sigma` or `+`, or `undefined` where it is none. */
export function signOf(token: string): Sign | undefined {
  // A comma is a sign as it is, and a space as a command: `\,`.
  if (/^\\[,;:!]$/.test(token)) return undefined;
  return SIGNS.get(token.replace(/^\\/, ""));
}

/** The bracket that a token after `\left` or `\right` stands for: `.` is none. */
export function fenceOf(token: string): string | undefined {
  if (token === ".") return "";
  const found = signOf(token);
  return BARS[token] ?? (found?.role === "open" || found?.role === "close" ? found.text : undefined);
}

/** A bar of an absolute value or a norm, which looks the same on both sides. */
export function barOf(token: string): string | undefined {
  return BARS[token];
}

function as(role: Role, signs: Readonly<Record<string, string>>): [string, Sign][] {
  return Object.entries(signs).map(([name, text]) => [name, sign(text, role)]);
}
