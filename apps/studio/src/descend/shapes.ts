import type { Algorithm } from "./algorithms.ts";

/** The outline of a marker around a point, as the path of an SVG. */
export function markerPath(shape: Algorithm["marker"], x: number, y: number, size: number): string {
  const r = size / 2;
  const at = (dx: number, dy: number): string => `${(x + dx).toFixed(1)} ${(y + dy).toFixed(1)}`;
  switch (shape) {
    case "circle":
      return `M${at(-r, 0)}a${r} ${r} 0 1 0 ${size} 0a${r} ${r} 0 1 0 ${-size} 0Z`;
    case "square":
      return `M${at(-r, -r)}h${size}v${size}h${-size}Z`;
    case "triangle":
      return `M${at(0, -1.15 * r)}L${at(1.1 * r, 0.85 * r)}L${at(-1.1 * r, 0.85 * r)}Z`;
    case "diamond":
      return `M${at(0, -1.25 * r)}L${at(1.25 * r, 0)}L${at(0, 1.25 * r)}L${at(-1.25 * r, 0)}Z`;
  }
}

/** A line through pixels, as the path of an SVG. */
export function linePath(pixels: readonly (readonly [number, number])[]): string {
  return pixels.map(([x, y], i) => `${i === 0 ? "M" : "L"}${x.toFixed(1)} ${y.toFixed(1)}`).join("");
}

/**
 * Which stops of a path get a marker: the first, and then each that is far enough from the last one marked.
 *
 * @param gap in pixels
 */
export function marked(pixels: readonly (readonly [number, number])[], gap: number): number[] {
  const chosen: number[] = [];
  pixels.forEach(([x, y], i) => {
    const last = pixels[chosen.at(-1) ?? -1];
    if (last === undefined || Math.hypot(x - last[0], y - last[1]) >= gap) chosen.push(i);
  });
  return chosen;
}
