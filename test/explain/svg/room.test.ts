import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { explainNetwork } from "../../../src/explain/network.ts";
import { renderSvg } from "../../../src/explain/svg/renderSvg.ts";
import { textWidth } from "../../../src/explain/svg/textWidth.ts";
import { createNetwork } from "../../../src/nn/createNetwork.ts";
import { describeInBrowser } from "../../support/browser.ts";
import { composed, digitsInFocus, noteFirst, softmaxBatch } from "../support/derivations.ts";
import { boxesIn, meet, pictureSize, textsIn, type Frame, type Text } from "./picture.ts";

/** Numbers as short as 1 and as long as −6.4055311·10⁻¹¹. */
const number = fc
  .tuple(fc.integer({ min: -99_999, max: 99_999 }), fc.integer({ min: -12, max: 2 }))
  .map(([mantissa, power]) => mantissa * 10 ** power);

/** The diagram of a network of up to three layers of up to eight neurons. */
const picture = fc
  .record({
    sizes: fc.array(fc.integer({ min: 1, max: 8 }), { minLength: 2, maxLength: 4 }),
    numbers: fc.array(number, { minLength: 16, maxLength: 16 }),
    digits: fc.integer({ min: 1, max: 8 }),
    seed: fc.nat(),
  })
  .map(({ sizes, numbers, digits, seed }) => {
    const [inputs, outputs] = [sizes[0]!, sizes.at(-1)!];
    const derivation = explainNetwork(createNetwork({ sizes, seed }), {
      input: numbers.slice(0, inputs),
      target: numbers.slice(8, 8 + outputs),
      convention: { digits },
    });
    return renderSvg(derivation);
  });

describe("texts in a diagram", () => {
  it("have room: in their boxes, in the picture, and beside each other", () => {
    fc.assert(fc.property(picture, expectRoom), { numRuns: 40 });
  });

  it.each([
    ["a wide layer with a weight in focus", () => renderSvg(digitsInFocus())],
    [
      "a wide layer with a path",
      () => renderSvg(digitsInFocus(), { highlight: digitsInFocus().paths![0]!.through }),
    ],
    ["a batch", () => renderSvg(softmaxBatch())],
    ["a worksheet", () => renderSvg(noteFirst(), { worksheet: "questions" })],
    ["any other graph", () => renderSvg(composed("a quantity with a long name"))],
  ])("have room: %s", (_, render) => {
    expectRoom(render());
  });

  it("are all there where a few edges lead from layer to layer", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 6 }), (inputs, outputs) => {
        fc.pre(inputs * outputs <= 12);
        const net = createNetwork({ sizes: [inputs, outputs], seed: 1 });
        const ones = (count: number): number[] => Array.from({ length: count }, () => 1);
        const svg = renderSvg(explainNetwork(net, { input: ones(inputs), target: ones(outputs) }));
        // A weight and its gradient on each edge, and ∂C/∂a of each output.
        expect(textsIn(svg).filter(({ isLabel }) => isLabel)).toHaveLength(2 * inputs * outputs + outputs);
      }),
      { numRuns: 20 },
    );
  });
});

describeInBrowser("texts in a diagram", (browser) => {
  it.each(["", '"DejaVu Serif"', "serif"])("are no wider than is reckoned with: font %s", async (font) => {
    const page = await browser().newPage();
    const pictures = [
      renderSvg(digitsInFocus()),
      renderSvg(noteFirst()),
      renderSvg(softmaxBatch()),
      renderSvg(composed()),
    ];
    const style = font === "" ? "" : `<style>.diagram text { font-family: ${font} !important; }</style>`;
    await page.setContent(`<!doctype html>${style}${pictures.join("")}`);
    const measured = await page.locator("svg text").evaluateAll((all) =>
      all.map((text) => ({
        text: text.textContent,
        size: parseFloat(getComputedStyle(text).fontSize),
        width: (text as SVGTextContentElement).getComputedTextLength(),
      })),
    );
    await page.close();
    expect(measured.length).toBeGreaterThan(100);
    for (const { text, size, width } of measured) {
      expect(width, text).toBeLessThanOrEqual(textWidth(text, size === 12 ? 12 : 14));
    }
  });
});

/** Every text is inside the picture, and in its box where it stands in one; no two meet, nor does a label meet a box. */
function expectRoom(svg: string): void {
  const { width, height } = pictureSize(svg);
  const [texts, boxes] = [textsIn(svg), boxesIn(svg)];
  expect(texts.length).toBeGreaterThan(3);
  for (const [i, text] of texts.entries()) {
    expect(
      isInside(text, { left: 0, right: width, top: 0, bottom: height }),
      `${text.text} in the picture`,
    ).toBe(true);
    for (const other of texts.slice(i + 1))
      expect(meet(text, other), `${text.text} and ${other.text}`).toBe(false);
    for (const box of boxes)
      if (meet(text, box)) expect(isInBox(text, box), `${text.text} in its box`).toBe(true);
  }
}

function isInBox(text: Text, box: Frame): boolean {
  return !text.isLabel && isInside(text, { ...box, left: box.left + 8, right: box.right - 8 });
}

function isInside(a: Frame, b: Frame): boolean {
  return a.left >= b.left && a.right <= b.right && a.top >= b.top && a.bottom <= b.bottom;
}
