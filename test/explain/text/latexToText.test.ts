import { describe, expect, test } from "vitest";
import { latexToText } from "../../../src/explain/text/latexToText.ts";

const raw = String.raw;

type Look = readonly [what: string, latex: string, block: string, line?: string];

/** Formulas of every kind, as they look over several lines and on one. */
const LOOKS: readonly Look[] = [
  ["small letters and digits", raw`w^{2}_{j k} + \delta^{1}_{12} + x_{s,k}`, "w²ⱼₖ + δ¹₁₂ + x_{s,k}"],
  [
    "a weight gradient",
    raw`\frac{\partial C}{\partial W^{2}} = \delta^{2} {a^{1}}^{\mathsf{T}}`,
    "∂C/∂W² = δ² a¹ᵀ",
  ],
  [
    "the recursion",
    raw`\delta^{1} = \left(W^{2}\right)^{\mathsf{T}} \delta^{2} \odot \sigma'\left(z^{1}\right)`,
    "δ¹ = (W²)ᵀ δ² ⊙ σ′(z¹)",
  ],
  ["a power of a power", raw`{a^{1}}^{2} - \left(a - y\right)^{2}`, "(a¹)² - (a - y)²"],
  ["a sign and a difference", raw`-1.5 - 2 \cdot 10^{-5} = a - \left(-b\right)`, "-1.5 - 2·10⁻⁵ = a - (-b)"],
  [
    "fractions that need a dot",
    raw`\frac{1}{2} x = \frac{\partial C}{\partial a} \frac{\partial a}{\partial z}`,
    "1/2 · x = ∂C/∂a · ∂a/∂z",
  ],
  [
    "a fraction that needs brackets on one line",
    raw`a = \frac{1}{1 + e^{-z}}`,
    `
        1
a = ─────────
     1 + e⁻ᶻ`,
    "a = 1/(1 + e⁻ᶻ)",
  ],
  [
    "a product below a stroke",
    raw`\frac{y}{a \left(1 - a\right)}`,
    `
    y
──────────
 a(1 - a)`,
    "y/(a(1 - a))",
  ],
  [
    "a sum",
    raw`\sum_{j=1}^{30} w^{2}_{j k}\,\delta^{2}_{j} \left[i = j\right]`,
    `
30
 Σ  w²ⱼₖ δ²ⱼ [i = j]
j=1`,
    "Σⱼ₌₁³⁰ w²ⱼₖ δ²ⱼ [i = j]",
  ],
  [
    "matrices, their points below one another",
    raw`\begin{bmatrix} 0.1 & -10.25 \\ 12 & 2 \cdot 10^{-7} \end{bmatrix}^{\mathsf{T}} \begin{pmatrix} 1 \\ x \\ 0.5 \end{pmatrix}`,
    `
                  ⎛1  ⎞
⎡ 0.1  -10.25  ⎤ᵀ ⎜ x ⎟
⎣12      2·10⁻⁷⎦  ⎝0.5⎠`,
    "[0.1 -10.25; 12 2·10⁻⁷]ᵀ (1; x; 0.5)",
  ],
  [
    "a large matrix",
    raw`\begin{bmatrix} 1 & \cdots & 2 \\ \vdots & \ddots & \vdots \\ 3 & \cdots & 4 \end{bmatrix}`,
    `
⎡1  ⋯  2⎤
⎢⋮  ⋱  ⋮⎥
⎣3  ⋯  4⎦`,
    "[1 ⋯ 2; ⋮ ⋱ ⋮; 3 ⋯ 4]",
  ],
  [
    "shapes beneath, around which no bracket grows",
    raw`\left(\underset{1 \times 30}{W^{2}}\right)^{\mathsf{T}} + \underset{2}{b}`,
    `
(W²)ᵀ + b
1×30    2`,
    "(W²[1×30])ᵀ + b[2]",
  ],
  [
    "shapes beneath factors, which a bracket does not make touch",
    raw`\underset{3 \times 1}{\delta^{1}} \left(\underset{2 \times 1}{x}\right)^{\mathsf{T}}`,
    `
δ¹  (x)ᵀ
3×1 2×1`,
    "δ¹[3×1] (x[2×1])ᵀ",
  ],
  [
    "a brace",
    raw`\underbrace{a - y}_{\text{the error}} \odot z`,
    `
  a - y   ⊙ z
  └─┬─┘
the error`,
    "a - y [the error] ⊙ z",
  ],
  [
    "cases",
    raw`f = \begin{cases} x & x > 0 \\ 0.01 \, x & \text{otherwise} \end{cases}`,
    `
    ⎧x       x > 0
f = ⎨
    ⎩0.01 x  otherwise`,
    "f = {x, x > 0; 0.01 x, otherwise}",
  ],
  [
    "equations below one another",
    raw`\begin{aligned} z^{10} &= W a + b \\ &= 0.5 \\ a &\approx 0.6225 \end{aligned}`,
    `
z¹⁰ = W a + b
    = 0.5
  a ≈ 0.6225`,
    "z¹⁰ = W a + b\n    = 0.5\n  a ≈ 0.6225",
  ],
  [
    "an exponent without small letters",
    raw`e^{-0.35} + x^{0.5}`,
    `
 -0.35    0.5
e      + x`,
    "e^(-0.35) + x^0.5",
  ],
  [
    "tall brackets",
    raw`\left|\frac{a + b}{2}\right| \left\lfloor \frac{a + b}{2} \right\rfloor \left(\frac{a + b}{2}\right)^{2}_{i}`,
    `
│ a + b │ ⎢ a + b ⎥ ⎛ a + b ⎞²
│───────│ ⎢───────⎥ ⎜───────⎟
│   2   │ ⎣   2   ⎦ ⎝   2   ⎠ᵢ`,
    "|(a + b)/2| ⌊(a + b)/2⌋ ((a + b)/2)²ᵢ",
  ],
  [
    "functions",
    raw`\operatorname{arg\,max} z + \ln\left(1 + e^{z}\right) \le \max\left(0, z\right)`,
    "arg max z + ln(1 + eᶻ) ≤ max(0, z)",
  ],
  [
    "roots and norms",
    raw`\sqrt{2} + \sqrt{a + b} + \left\|x\right\|^{2} + |x|`,
    "√2 + √(a + b) + ‖x‖² + |x|",
  ],
  ["accents, bold and upright", raw`\bar{v} \dot{v} \mathbf{1} \mathrm{loss} \mathrm{d}x`, "v̄ v̇ 𝟏 loss dx"],
  ["a factor with its sign", raw`0.5 \left(-2\right) + 2 \left(a - y\right)`, "0.5 · (-2) + 2(a - y)"],
  [
    "blanks, each a number among others",
    raw`C = \frac{1}{2} \left(\_\_\_\_ - 0.8\right)^{2} + 0.5 \cdot \_\_\_\_ \odot \_\_\_\_ \, \_\_\_\_ = \_\_\_\_`,
    "C = 1/2 (____ - 0.8)² + 0.5 · ____ ⊙ ____ ____ = ____",
  ],
  [
    "blanks in a matrix",
    raw`\sigma\left(\begin{bmatrix} \_\_\_ & 0.25 \\ -1 & \_\_\_ \end{bmatrix}\right)`,
    `
σ⎛⎡___  0.25⎤⎞
 ⎝⎣-1   ___ ⎦⎠`,
    "σ([___ 0.25; -1 ___])",
  ],
  ["indices from 0", raw`x_{0} \bmod 2 \in \{1, \ldots, n\}`, "x₀ mod 2 ∈ {1, …, n}"],
];

describe("latexToText", () => {
  test.each(LOOKS.map((look) => ({ look })))("writes $look.0", ({ look: [, latex, block, line = block] }) => {
    expect(latexToText(latex, { strict: true })).toBe(block.replace(/^\n/, ""));
    expect(latexToText(latex, { strict: true, inline: true })).toBe(line);
  });

  test("breaks a long equation before = and before +, under the first =", () => {
    const latex = raw`z = \begin{bmatrix} 0.1 & 0.3 \\ 0.2 & 0.4 \end{bmatrix} \begin{bmatrix} 1 \\ 0.5 \end{bmatrix} + \begin{bmatrix} 0.1 \\ -0.1 \end{bmatrix} = \begin{bmatrix} 0.35 \\ 0.3 \end{bmatrix}`;
    expect(latexToText(latex, { width: 30 })).toBe(
      `
z = ⎡0.1  0.3⎤ ⎡1  ⎤ + ⎡ 0.1⎤
    ⎣0.2  0.4⎦ ⎣0.5⎦   ⎣-0.1⎦
  = ⎡0.35⎤
    ⎣0.3 ⎦`.slice(1),
    );
    expect(latexToText(latex, { width: 24 })).toBe(
      `
z = ⎡0.1  0.3⎤ ⎡1  ⎤
    ⎣0.2  0.4⎦ ⎣0.5⎦
    + ⎡ 0.1⎤ = ⎡0.35⎤
      ⎣-0.1⎦   ⎣0.3 ⎦`.slice(1),
    );
  });

  test("takes apart a bracket that is wider than a line", () => {
    expect(latexToText(raw`C = 2 \left(0.125 + 0.25 + 0.375 + 0.5\right)^{2}`, { width: 20 })).toBe(
      "C = 2(0.125 + 0.25\n    + 0.375 + 0.5)²",
    );
  });

  test("takes apart a matrix that is wider than a line by its columns", () => {
    const latex = raw`x = \begin{bmatrix} 1 & 2 & 3 & 4 & 5 & 6 \\ 7 & 8 & 9 & 0 & 1 & 2 \end{bmatrix}`;
    expect(latexToText(latex, { width: 18 })).toBe(
      `
x = ⎡1  2  3  ⋯⎤
    ⎣7  8  9  ⋯⎦
    ⎡⋯  4  5  6⎤
    ⎣⋯  0  1  2⎦`.slice(1),
    );
  });

  test("breaks between two formulas rather than inside one", () => {
    expect(latexToText(raw`a = b + c, \qquad d = e`, { width: 12 })).toBe("a = b + c,\nd = e");
  });

  test("shows commands that it does not know as they are, and refuses them where it must not happen", () => {
    expect(latexToText(raw`\foo{x} + 1`)).toBe(raw`\foo x + 1`);
    expect(() => latexToText(raw`\foo{x}`, { strict: true })).toThrow(/internal: .*\\foo is unknown/);
  });

  test.each([
    "{x",
    "x}",
    raw`\left( x`,
    raw`\frac{1}`,
    raw`\begin{foo} x \end{foo}`,
    raw`\begin{cases} x`,
    "^2",
  ])("shows %s, which is no formula, as it is", (text) => {
    expect(latexToText(text)).toBe(text);
    expect(() => latexToText(text, { strict: true })).toThrow(/internal: a formula cannot be read/);
  });
});
