import { useEffect, useRef } from "preact/hooks";
import { mix, paintPixels } from "../../parts/paint.ts";
import { channels } from "../../theme/colour.ts";
import { isDark } from "../../theme/theme.ts";
import { reader } from "../player.ts";
import { deriveState, patch, problem } from "../state.ts";

/** The input as a picture, and how the cost changes with each pixel. A click asks about the pixel. */
export function InputPictures() {
  const shape = deriveState.value.source?.inputShape;
  const input = problem.value.input[problem.value.sample] ?? [];
  const [height = 0, width = 0] = shape ?? [];
  if (shape?.length !== 2 || height * width !== input.length) return null;
  const slopes = (reader.value?.all("dC-dx") as readonly number[] | undefined) ?? [];
  const largest = slopes.reduce((most, slope) => Math.max(most, Math.abs(slope)), 0) || 1;
  return (
    <div class="derive-pictures">
      <Picture {...{ width, height }} caption="input" values={input} paint="ink" />
      <Picture
        {...{ width, height }}
        caption="∂C/∂x: blue +, orange −"
        values={slopes.map((slope) => slope / largest)}
        paint="sign"
      />
    </div>
  );
}

function Picture({
  width,
  height,
  caption,
  values,
  paint,
}: {
  readonly width: number;
  readonly height: number;
  readonly caption: string;
  readonly values: readonly number[];
  readonly paint: "ink" | "sign";
}) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const dark = isDark.value;
  useEffect(() => {
    const paper = channels("picture-paper");
    const [ink, plus, minus] = [channels("picture-ink"), channels("plus"), channels("minus")];
    if (canvas.current === null || values.length < width * height) return;
    paintPixels(canvas.current, width, height, (i) => {
      const value = values[i]!;
      return mix(paper, paint === "ink" ? ink : value < 0 ? minus : plus, Math.min(1, Math.abs(value)));
    });
  }, [values, dark]);
  return (
    <figure class="derive-picture">
      <canvas
        ref={canvas}
        class="pixels"
        role="img"
        aria-label={`${caption}, ${width} by ${height} pixels`}
        onClick={({ currentTarget, offsetX, offsetY }) => {
          const { width: wide, height: high } = currentTarget.getBoundingClientRect();
          const column = Math.min(width - 1, Math.floor((offsetX / wide) * width));
          const row = Math.min(height - 1, Math.floor((offsetY / high) * height));
          patch({ selection: { of: "x", index: [row * width + column] } });
        }}
      />
      <figcaption class="caption">{caption}</figcaption>
    </figure>
  );
}
