import { describe, expect, it } from "vitest";
import { renderSvg } from "../../../src/explain/svg/renderSvg.ts";
import { composed, digitsInFocus, noteFirst, softmaxBatch } from "../support/derivations.ts";

describe("the diagram of a network", () => {
  const svg = renderSvg(noteFirst());

  it("shows each neuron with z, a and δ, and each edge with its weight and its gradient", () => {
    const texts = textsOf(svg);
    expect(texts).toEqual(expect.arrayContaining(["x₁ = 1", "z¹₁ = 0.35", "a²₁ = 0.4431", "δ¹₂ = 0.0258"]));
    expect(texts).toEqual(expect.arrayContaining(["+0.1", "−1.2", "+0.0258", "−0.0517", "C = 0.0637"]));
    expect(texts).toEqual(expect.arrayContaining(["layer 1: 2 sigmoid", "b¹₂ = −0.1", "∂C/∂b²₁ = −0.0881"]));
  });

  it("says a sign by a dash and a glyph, not by colour alone", () => {
    // 6 weights, of which one is negative; of their 6 gradients and ∂C/∂a², five are.
    expect(svg.match(/diagram-edge-forward diagram-edge-negative/g)).toHaveLength(1);
    expect(svg.match(/diagram-edge-backward diagram-edge-negative/g)).toHaveLength(5);
    expect(textsOf(svg)).toContain("negative");
  });

  it("has a title and a description for those who do not see it", () => {
    expect(svg).toMatch(/^<svg [^>]*role="img" aria-labelledby="diagram-title diagram-description"/);
    expect(svg).toContain(
      '<title id="diagram-title">Diagram: 2-2-1 network, quadratic cost, one sample</title>',
    );
    expect(svg).toMatch(
      /<desc id="diagram-description">From left to right: 2 inputs; layer 1 with 2 sigmoid neurons/,
    );
    expect(renderSvg(noteFirst(), { idPrefix: "second" })).toContain('id="second-title"');
  });

  it("points out a path", () => {
    const through = [
      { of: "x", index: [1] },
      { of: "a1", index: [0] },
      { of: "a2", index: [0] },
    ];
    const lit = renderSvg(noteFirst(), { highlight: through });
    expect(lit.match(/<rect class="[^"]*diagram-lit/g)).toHaveLength(3);
    expect(lit.match(/diagram-edge-lit/g)!.length).toBeGreaterThan(2 * 2);
    expect(svg).not.toMatch(/<rect class="[^"]*diagram-lit/);
  });

  it("shows the first, the largest and the last of a wide layer, and what a path passes", () => {
    const derivation = digitsInFocus();
    const texts = textsOf(renderSvg(derivation, { highlight: [{ of: "x", index: [299] }] }));
    const inputs = texts.filter((text) => text.startsWith("x"));
    expect(inputs.length).toBeGreaterThanOrEqual(3);
    expect(inputs.length).toBeLessThanOrEqual(4);
    expect(inputs.map((text) => text.split(" ")[0])).toEqual(expect.arrayContaining(["x₁", "x₃₀₀", "x₇₈₄"]));
    expect(texts).toContain("⋮ 4 of 784 shown");
  });

  it("shows both ends of a weight that is pointed out", () => {
    const texts = textsOf(renderSvg(digitsInFocus(), { highlight: [{ of: "W1", index: [11, 299] }] }));
    const names = texts.map((text) => text.split(" ")[0]);
    expect(names).toEqual(expect.arrayContaining(["x₃₀₀", "z¹₁₂"]));
  });

  it("shows one sample of a batch, and says which", () => {
    expect(textsOf(renderSvg(softmaxBatch(), { sample: 1 }))).toEqual(
      expect.arrayContaining(["x₁ = −0.4", "Neurons show sample 2."]),
    );
    expect(() => renderSvg(softmaxBatch(), { sample: 3 })).toThrow(
      "renderSvg(): sample must be a whole number from 0 to 2, got 3",
    );
  });

  it("leaves what is to be found out of a worksheet's questions", () => {
    const texts = textsOf(renderSvg(noteFirst(), { worksheet: "questions" }));
    expect(texts).toEqual(expect.arrayContaining(["x₁ = 1", "z¹₁", "δ¹₂", "+0.7", "C"]));
    expect(texts.join()).not.toMatch(/0\.35|0\.0258|0\.0637/);
  });
});

describe("the diagram of any other graph", () => {
  it("has a box for each quantity with its gradient, and an arrow for each use", () => {
    const svg = renderSvg(composed());
    expect(textsOf(svg)).toEqual(expect.arrayContaining(["x = 2", "u = 0.9093", "∂C/∂u = 3", "C = 2.7279"]));
    expect(svg.match(/<path class="diagram-edge diagram-edge-forward"[^>]* d="M[^"]*C/g)).toHaveLength(3);
  });

  it("writes names as text", () => {
    const svg = renderSvg(composed("<b>&"));
    expect(svg).not.toContain("<b>");
    expect(textsOf(svg)).toContain("<b>& = 0.9093");
  });
});

/** All texts in a picture. */
function textsOf(svg: string): string[] {
  return [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, text]) =>
    text!.replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code))),
  );
}
