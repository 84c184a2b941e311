import { unitsHidden } from "./wording.ts";
import type { Card } from "./layout.ts";

/** The many neurons of a wide layer that have no card of their own. */
export function MoreView({ card: { layer, x, y, width, height } }: { readonly card: Card }) {
  return (
    <g class="derive-card of-more">
      <rect class="body behind" x={x + 5} y={y + 5} width={width - 4} height={height - 4} rx="7" />
      <rect class="body" x={x} y={y} width={width - 4} height={height - 4} rx="7" />
      <text class="name" x={x + width / 2 - 2} y={y + height / 2 + 2} text-anchor="middle">
        {unitsHidden(layer)}
      </text>
    </g>
  );
}
