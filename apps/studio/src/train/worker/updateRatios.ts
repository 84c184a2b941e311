import type { HostArray } from "backproof";

/**
 * How far one step moved the weights, as a share of their size: ‖ΔWˡ‖ / ‖Wˡ‖ for each layer.
 *
 * @param before W¹, b¹, W², b², …
 */
export function updateRatios(before: readonly HostArray[], after: readonly HostArray[]): number[] {
  const weights = before.filter((_, i) => i % 2 === 0);
  return weights.map(({ data: from }, layer) => {
    const to = after[2 * layer]!.data;
    let [moved, size] = [0, 0];
    for (let i = 0; i < from.length; i++) {
      moved += (to[i]! - from[i]!) ** 2;
      size += from[i]! ** 2;
    }
    return Math.sqrt(moved / size);
  });
}
