import { useComputed } from "@preact/signals";
import { ContourLines } from "./ContourLines.tsx";
import { labelOf, wordsFor } from "./coordinates.ts";
import { Frame } from "./Frame.tsx";
import { LowestMark } from "./LowestMark.tsx";
import { PathLines } from "./PathLines.tsx";
import { linearScale } from "./scale.ts";
import { Shading } from "./Shading.tsx";
import { StartHandle } from "./StartHandle.tsx";
import { moveStart, pair, view } from "./state.ts";

const MARGIN = { left: 46, right: 10, top: 10, bottom: 40 };
/** Wider than this, a map is no clearer. */
const TALLEST = 620;

/** The map: shades, contours, axes, paths, and the start to drag. */
export function SurfaceMap({ width }: { readonly width: number }) {
  const height = Math.min(width, TALLEST);
  const frame = [MARGIN.left, MARGIN.top, width - MARGIN.right, height - MARGIN.bottom] as const;
  const [left, top, right, bottom] = frame;
  const scales = useComputed(() => ({
    x: linearScale(view.value.x, [left, right]),
    y: linearScale(view.value.y, [bottom, top]),
  })).value;
  const [across, up] = pair.value;
  const moveTo = (event: PointerEvent, svg: SVGSVGElement): void => {
    const box = svg.getBoundingClientRect();
    moveStart({
      x: scales.x.toValue(event.clientX - box.left),
      y: scales.y.toValue(event.clientY - box.top),
    });
  };
  return (
    <div class="descend-map">
      <Shading frame={frame} />
      <svg
        width={width}
        height={height}
        role="group"
        aria-label={`Map of the cost. Across: ${labelOf(across)}, the ${wordsFor(across)}. Up: ${labelOf(up)}, the ${wordsFor(up)}.`}
        onClick={(event) => {
          moveTo(event as unknown as PointerEvent, event.currentTarget);
        }}
      >
        <clipPath id="descend-clip">
          <rect x={left} y={top} width={right - left} height={bottom - top} />
        </clipPath>
        <g aria-hidden="true">
          <ContourLines scales={scales} frame={frame} />
          <Frame scales={scales} frame={frame} across={labelOf(across)} up={labelOf(up)} />
          <LowestMark scales={scales} />
          <PathLines scales={scales} />
        </g>
        <StartHandle scales={scales} moveTo={moveTo} />
      </svg>
    </div>
  );
}
