import { textWidth } from "../../../src/explain/svg/textWidth.ts";

// What stands where in a diagram, read from the SVG itself.

export interface Frame {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

export interface Text extends Frame {
  readonly text: string;
  /** Whether it stands on an edge. */
  readonly isLabel: boolean;
}

/** All texts of a diagram, as wide as they can be. */
export function textsIn(svg: string): Text[] {
  return [...svg.matchAll(/<text([^>]*)>([^<]*)<\/text>/g)].map(([, attributes, escaped]) => {
    const text = escaped!.replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)));
    const isSmall = /diagram-(?:small|label)/.test(attributes!);
    const width = textWidth(text, isSmall ? 12 : 14);
    const [x, y] = [numberOf("x", attributes!), numberOf("y", attributes!)];
    const left = attributes!.includes('"start"') ? x : x - width / 2;
    // Letters reach as high above their baseline as a digit, and some a little below it.
    return {
      text,
      ...{ left, right: left + width, top: y - (isSmall ? 9 : 11), bottom: y + 3 },
      isLabel: attributes!.includes("diagram-label"),
    };
  });
}

/** All boxes of a diagram. */
export function boxesIn(svg: string): Frame[] {
  return [...svg.matchAll(/<rect class="diagram-box[^>]*>/g)].map(([rect]) => {
    const [left, top] = [numberOf("x", rect), numberOf("y", rect)];
    return { left, top, right: left + numberOf("width", rect), bottom: top + numberOf("height", rect) };
  });
}

export function pictureSize(svg: string): { readonly width: number; readonly height: number } {
  return { width: numberOf("width", svg), height: numberOf("height", svg) };
}

/** Whether two frames share a place; one that ends where the other begins does not. */
export function meet(a: Frame, b: Frame): boolean {
  const rounding = 0.2;
  return (
    a.left + rounding < b.right &&
    b.left + rounding < a.right &&
    a.top + rounding < b.bottom &&
    b.top + rounding < a.bottom
  );
}

function numberOf(name: string, attributes: string): number {
  return Number(new RegExp(` ${name}="([^"]*)"`).exec(attributes)![1]);
}
