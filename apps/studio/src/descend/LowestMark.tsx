import type { Scales } from "./mapTypes.ts";
import { surveyed } from "./state.ts";

/** A small cross where the surface is lowest. */
export function LowestMark({ scales }: { readonly scales: Scales }) {
  if (surveyed.value === null) return null;
  const { x, y } = surveyed.value.lowest;
  return (
    <g class="descend-lowest" transform={`translate(${scales.x.toPixel(x)} ${scales.y.toPixel(y)})`}>
      <path class="halo" d="M-5 -5L5 5M-5 5L5 -5" />
      <path d="M-5 -5L5 5M-5 5L5 -5" />
    </g>
  );
}
