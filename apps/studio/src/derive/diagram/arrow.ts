import { pointOn, type Curve } from "./geometry.ts";

const LENGTH = 8;
const HALF = 4;

/** A triangle at the end of an edge that the numbers went to. */
export function arrowOn(curve: Curve, way: "forward" | "backward"): string {
  const [tip, behind] =
    way === "forward" ? [pointOn(curve, 1), pointOn(curve, 0.94)] : [pointOn(curve, 0), pointOn(curve, 0.06)];
  const long = Math.hypot(tip.x - behind.x, tip.y - behind.y) || 1;
  const [x, y] = [(tip.x - behind.x) / long, (tip.y - behind.y) / long];
  const base = { x: tip.x - LENGTH * x, y: tip.y - LENGTH * y };
  const corner = (side: number) =>
    `${(base.x - side * HALF * y).toFixed(1)},${(base.y + side * HALF * x).toFixed(1)}`;
  return `M${tip.x.toFixed(1)},${tip.y.toFixed(1)}L${corner(1)} ${corner(-1)}Z`;
}
