import { ALGORITHMS } from "./algorithms.ts";
import type { Scales } from "./mapTypes.ts";
import { linePath, marked, markerPath } from "./shapes.ts";
import { shownStep, walked } from "./state.ts";

/** From one marker to the next, at least this many pixels. */
const MARKER_GAP = 22;
/** Beyond this many pixels a lost path is only a direction, and some browsers draw nothing at all. */
const FARTHEST = 1e4;

/** The paths down, each with a colour, a dash and a marker of its own. */
export function PathLines({ scales: { x, y } }: { readonly scales: Scales }) {
  if (walked.value === null) return null;
  const { walk, runs } = walked.value;
  return (
    <g clip-path="url(#descend-clip)">
      {walk.paths.map(({ stops }, i) => {
        const order = ALGORITHMS.findIndex(({ name }) => name === runs[i]!.name);
        const { name, marker, dashes } = ALGORITHMS[order]!;
        const pixels = stops
          .slice(0, shownStep.value + 1)
          .map((stop) => [bounded(x.toPixel(stop.x)), bounded(y.toPixel(stop.y))] as const);
        const line = linePath(pixels);
        const markers = marked(pixels, MARKER_GAP).map((stop) => markerPath(marker, ...pixels[stop]!, 6));
        const [endX, endY] = pixels.at(-1)!;
        return (
          <g key={name} class={`descend-path series-${order + 1}`}>
            <path class="halo" d={line} />
            <path d={line} stroke-dasharray={dashes} />
            <path class="marker" d={markers.join("")} />
            <path class="marker end" d={markerPath(marker, endX, endY, 12)} />
          </g>
        );
      })}
    </g>
  );
}

function bounded(pixel: number): number {
  return Math.max(-FARTHEST, Math.min(FARTHEST, pixel));
}
