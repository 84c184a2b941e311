import { useEffect, useRef } from "preact/hooks";
import { mix, paintPixels } from "../../parts/paint.ts";
import { channels } from "../../theme/colour.ts";
import { isDark } from "../../theme/theme.ts";

/** A picture of numbers from 0 (paper) to 1 (ink). */
export function GreyPicture({
  values,
  shape,
  label,
}: {
  readonly values: Float32Array;
  readonly shape: readonly number[];
  /** Empty where the words beside it say everything. */
  readonly label: string;
}) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const dark = isDark.value;
  const [height = 1, width = 1] = shape;
  useEffect(() => {
    const [paper, ink] = [channels("picture-paper"), channels("picture-ink")];
    paintPixels(canvas.current!, width, height, (i) => mix(paper, ink, Math.min(1, Math.max(0, values[i]!))));
  }, [values, dark, width, height]);
  return (
    <canvas
      ref={canvas}
      class="pixels"
      {...(label === "" ? { "aria-hidden": true } : { role: "img", "aria-label": label })}
    />
  );
}
