import { readable } from "./format.ts";
import type { FrameBox, Scales } from "./mapTypes.ts";
import { ticks } from "./scale.ts";

/** Between two ticks, at least this many pixels. */
const TICK_GAP = 70;

/** The frame around the map with its two axes. */
export function Frame({
  scales: { x, y },
  frame: [left, top, right, bottom],
  across,
  up,
}: {
  readonly scales: Scales;
  readonly frame: FrameBox;
  readonly across: string;
  readonly up: string;
}) {
  const columns = ticks([x.toValue(left), x.toValue(right)], (right - left) / TICK_GAP);
  const rows = ticks([y.toValue(bottom), y.toValue(top)], (bottom - top) / TICK_GAP);
  return (
    <g class="descend-frame">
      <rect x={left} y={top} width={right - left} height={bottom - top} />
      {columns.map((value) => (
        <g key={value} transform={`translate(${x.toPixel(value)} ${bottom})`}>
          <line y2="5" />
          <text y="17" text-anchor="middle">
            {readable(value)}
          </text>
        </g>
      ))}
      {rows.map((value) => (
        <g key={value} transform={`translate(${left} ${y.toPixel(value)})`}>
          <line x2="-5" />
          <text x="-8" dy="0.35em" text-anchor="end">
            {readable(value)}
          </text>
        </g>
      ))}
      <text class="descend-axis" x={(left + right) / 2} y={bottom + 35} text-anchor="middle">
        {across}
      </text>
      <text
        class="descend-axis"
        transform={`translate(14 ${(top + bottom) / 2}) rotate(-90)`}
        text-anchor="middle"
      >
        {up}
      </text>
    </g>
  );
}
