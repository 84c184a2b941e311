import { useMemo } from "preact/hooks";
import type { Contour } from "./contours.ts";
import { readable } from "./format.ts";
import { placeLabels } from "./labels.ts";
import type { FrameBox, Scales } from "./mapTypes.ts";
import { linePath } from "./shapes.ts";
import { surveyed } from "./state.ts";

/** Lines of equal cost, and on them the cost. */
export function ContourLines({ scales, frame }: { readonly scales: Scales; readonly frame: FrameBox }) {
  const contours = surveyed.value?.contours;
  const drawn = useMemo(
    () => (contours ?? []).map((contour) => linePath(pixelsOf(contour, scales))),
    [contours, scales],
  );
  const labels = useMemo(() => placeLabels(contours ?? [], scales, frame), [contours, scales, ...frame]);
  return (
    <g class="descend-contours" clip-path="url(#descend-clip)">
      {drawn.map((path, i) => (
        <path key={i} d={path} />
      ))}
      {labels.map(({ level, x, y }) => (
        <text key={level} x={x} y={y} dy="0.35em">
          {readable(level, 8)}
        </text>
      ))}
    </g>
  );
}

function pixelsOf({ points }: Contour, { x, y }: Scales): [number, number][] {
  return Array.from({ length: points.length / 2 }, (_, i) => [
    x.toPixel(points[2 * i]!),
    y.toPixel(points[2 * i + 1]!),
  ]);
}
