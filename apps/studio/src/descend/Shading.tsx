import { useEffect, useRef } from "preact/hooks";
import { channels } from "../theme/colour.ts";
import { isDark } from "../theme/theme.ts";
import { extremes } from "./grid.ts";
import type { FrameBox } from "./mapTypes.ts";
import { surveyed } from "./state.ts";

/** The surface as shades: the higher the cost, the deeper the colour. Contours and labels say the same without colour. */
export function Shading({ frame: [left, top, right, bottom] }: { readonly frame: FrameBox }) {
  const ref = useRef<HTMLCanvasElement>(null);
  const survey = surveyed.value;
  const dark = isDark.value;
  useEffect(() => {
    const context = ref.current?.getContext("2d");
    if (!context || survey === null) return;
    const { columns, rows, values } = survey.grid;
    const [low, high] = extremes(survey.grid) ?? [0, 0];
    const image = context.createImageData(columns, rows);
    const [ground, deep] = [channels("surface"), channels("series-1")];
    values.forEach((value, i) => {
      // Row 0 of the grid is at the bottom, and of the picture at the top.
      const at = 4 * ((rows - 1 - Math.floor(i / columns)) * columns + (i % columns));
      const share = high > low && Number.isFinite(value) ? 0.34 * Math.sqrt((value - low) / (high - low)) : 0;
      for (let k = 0; k < 3; k++) image.data[at + k] = ground[k]! + share * (deep[k]! - ground[k]!);
      image.data[at + 3] = 255;
    });
    context.putImageData(image, 0, 0);
  }, [survey, dark]);
  const size = survey?.grid.columns ?? 2;
  return (
    <canvas
      ref={ref}
      aria-hidden="true"
      width={size}
      height={size}
      style={{ left, top, width: right - left, height: bottom - top }}
    />
  );
}
