import { labelOf } from "./coordinates.ts";
import { readable } from "./format.ts";
import type { Scales } from "./mapTypes.ts";
import { moveStart, pair, start, view, walked } from "./state.ts";

/** Of the window's width, how far an arrow key goes; with Shift, ten times as far. */
const KEY_STEP = 0.01;

/** The start of all paths: to drag, or to move with the arrow keys. */
export function StartHandle({
  scales,
  moveTo,
}: {
  readonly scales: Scales;
  readonly moveTo: (event: PointerEvent, svg: SVGSVGElement) => void;
}) {
  const { x, y } = start.value;
  const [across, up] = pair.value.map(labelOf);
  const cost = walked.value?.walk.start.cost;
  const where = `${across} = ${readable(x)}, ${up} = ${readable(y)}`;
  return (
    <g
      class="descend-start"
      transform={`translate(${scales.x.toPixel(x)} ${scales.y.toPixel(y)})`}
      tabindex={0}
      role="slider"
      aria-label="Start of the paths; arrow keys move it both ways"
      aria-valuenow={x}
      aria-valuemin={view.value.x[0]}
      aria-valuemax={view.value.x[1]}
      aria-valuetext={cost === undefined ? where : `${where}, cost ${readable(cost)}`}
      onKeyDown={onKeyDown}
      onClick={(event) => {
        event.stopPropagation();
      }}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
      }}
      onPointerMove={(event) => {
        if (event.currentTarget.hasPointerCapture(event.pointerId)) {
          moveTo(event, event.currentTarget.ownerSVGElement!);
        }
      }}
    >
      <circle class="reach" r="24" />
      <circle class="ring" r="10" />
      <path d="M-15 0H-5M5 0H15M0 -15V-5M0 5V15" />
    </g>
  );
}

function onKeyDown(event: KeyboardEvent): void {
  const directions: Partial<Record<string, readonly [number, number]>> = {
    ArrowLeft: [-1, 0],
    ArrowRight: [1, 0],
    ArrowUp: [0, 1],
    ArrowDown: [0, -1],
  };
  const direction = directions[event.key];
  if (direction === undefined) return;
  event.preventDefault();
  const far = event.shiftKey ? 10 * KEY_STEP : KEY_STEP;
  const [{ x, y }, { x: width, y: height }] = [start.value, view.value];
  moveStart({
    x: x + direction[0] * far * (width[1] - width[0]),
    y: y + direction[1] * far * (height[1] - height[0]),
  });
}
