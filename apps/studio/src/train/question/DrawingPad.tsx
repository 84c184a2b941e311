import { useSignal } from "@preact/signals";
import { useEffect, useId, useRef } from "preact/hooks";
import { colour } from "../../theme/colour.ts";
import { isDark } from "../../theme/theme.ts";
import { movePen, type Pen } from "./keyboardPen.ts";
import { paintStrokes } from "./paintStrokes.ts";
import type { Point, Stroke } from "./strokes.ts";

/** A square to draw on, with mouse, finger, pen or keys. */
export function DrawingPad({
  strokes,
  onDraw,
}: {
  readonly strokes: readonly Stroke[];
  readonly onDraw: (strokes: readonly Stroke[]) => void;
}) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const isDrawing = useRef(false);
  const pen = useSignal<Pen | null>(null);
  const help = useId();
  const dark = isDark.value;

  useEffect(() => {
    paintStrokes(canvas.current!, strokes, pen.value, { ink: colour("picture-ink"), pen: colour("accent") });
  }, [strokes, pen.value, dark]);

  const extend = (points: readonly Point[]): void => {
    onDraw([...strokes.slice(0, -1), [...(strokes.at(-1) ?? []), ...points]]);
  };

  return (
    <div class="pad">
      <canvas
        ref={canvas}
        tabIndex={0}
        role="application"
        aria-label="Drawing pad"
        aria-describedby={help}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          isDrawing.current = true;
          onDraw([...strokes, [placeOf(event, event.currentTarget)]]);
        }}
        onPointerMove={(event) => {
          if (!isDrawing.current) return;
          const { currentTarget } = event;
          const moves = event.getCoalescedEvents();
          extend((moves.length > 0 ? moves : [event]).map((move) => placeOf(move, currentTarget)));
        }}
        onPointerUp={() => {
          isDrawing.current = false;
        }}
        onPointerCancel={() => {
          isDrawing.current = false;
        }}
        onKeyDown={(event) => {
          const moved = movePen(pen.value, strokes, event.key, event.shiftKey);
          if (moved === undefined) return;
          event.preventDefault();
          pen.value = moved.pen;
          if (moved.strokes !== strokes) onDraw(moved.strokes);
        }}
        onBlur={() => {
          pen.value = null;
        }}
      />
      <p class="hidden" id={help}>
        Arrow keys move the pen, with Shift further. Space puts it down or lifts it. Backspace takes back a
        stroke.
      </p>
      <p class="hidden" role="status">
        {pen.value === null ? "" : pen.value.isDown ? "Pen is down" : "Pen is up"}
      </p>
    </div>
  );
}

function placeOf({ clientX, clientY }: PointerEvent, canvas: HTMLCanvasElement): Point {
  const { left, top, width, height } = canvas.getBoundingClientRect();
  return { x: (clientX - left) / width, y: (clientY - top) / height };
}
