import { useEffect, useRef } from "preact/hooks";
import { Figure } from "../../parts/Figure.tsx";
import { number } from "../../parts/format.ts";
import { Table } from "../../parts/Table.tsx";
import { isDark } from "../../theme/theme.ts";
import { ask } from "../actions.ts";
import { data, look } from "../state/session.ts";
import { question } from "../state/question.ts";
import { ExplainButton } from "./ExplainButton.tsx";
import { OutputBars, verdict } from "./OutputBars.tsx";
import { paintPlane } from "./paintPlane.ts";
import { classAt } from "./planeClasses.ts";

/** The plane of two inputs: the points, which class the network gives to every place, and the outputs at one of them. */
export function PlaneFigure() {
  const canvas = useRef<HTMLCanvasElement>(null);
  const { points = null, classes = null } = data.value ?? {};
  const grid = look.value?.boundary ?? null;
  const asked = question.value;
  const dark = isDark.value;
  useEffect(() => {
    if (canvas.current !== null && grid !== null && points !== null) {
      paintPlane(canvas.current, grid, points, asked?.input ?? null);
    }
  }, [grid, points, asked, dark]);
  const range = grid?.range ?? 1;
  const place = (x: number, y: number): void => {
    const inside = (value: number) => Math.min(range, Math.max(-range, value));
    const input = Float32Array.of(inside(x), inside(y));
    ask({ input, sample: `the point (${number(input[0]!, 2)}, ${number(input[1]!, 2)})` });
  };
  return (
    <Figure
      title="Decision boundary"
      caption="● and ✕ are samples of the two classes. The line is where the network changes its mind. Point at a place to see its outputs."
      alternative={
        grid === null
          ? undefined
          : () => (
              <Table
                caption="The class that the network gives to places of the plane"
                columns={["x₂ \\ x₁", ...AXIS.map((share) => number(share * range, 2))]}
                rows={AXIS.toReversed().map((y) => [
                  number(y * range, 2),
                  ...AXIS.map((x) => classes?.[classAt(grid, x, y)] ?? ""),
                ])}
              />
            )
      }
    >
      <canvas
        ref={canvas}
        class="plane"
        tabIndex={0}
        role="application"
        aria-label="The plane of the two inputs. Arrow keys move the point that is asked about."
        onPointerDown={(event) => {
          const { left, top, width, height } = event.currentTarget.getBoundingClientRect();
          place(
            range * (2 * ((event.clientX - left) / width) - 1),
            range * (1 - 2 * ((event.clientY - top) / height)),
          );
        }}
        onKeyDown={(event) => {
          const step = range / (event.shiftKey ? 8 : 32);
          const [x = 0, y = 0] = asked?.input ?? [];
          const moves: Partial<Record<string, [number, number]>> = {
            ArrowLeft: [-step, 0],
            ArrowRight: [step, 0],
            ArrowUp: [0, step],
            ArrowDown: [0, -step],
          };
          const move = moves[event.key];
          if (move === undefined) return;
          event.preventDefault();
          place(x + move[0], y + move[1]);
        }}
      />
      <OutputBars />
      <p class="caption" role="status">
        {asked === null ? "" : `At ${asked.sample}: ${verdict()}`}
      </p>
      <ExplainButton />
    </Figure>
  );
}

/** Places of the table, as shares of the range. */
const AXIS = [-0.8, -0.6, -0.4, -0.2, 0, 0.2, 0.4, 0.6, 0.8];
