import { useEffect, useRef } from "preact/hooks";
import { Figure } from "../../parts/Figure.tsx";
import { number } from "../../parts/format.ts";
import { Table } from "../../parts/Table.tsx";
import { useInView } from "../../parts/useInView.ts";
import { isDark } from "../../theme/theme.ts";
import type { FirstWeights } from "../protocol.ts";
import { data, look } from "../state/session.ts";
import { paintWeights } from "./paintWeights.ts";

/** The weights of each neuron of the first layer, where the inputs are a picture as pictures too. */
export function WeightsFigure() {
  const canvas = useRef<HTMLCanvasElement>(null);
  const inView = useInView(canvas).value;
  const weights = look.value?.weights ?? null;
  const shape = data.value?.inputShape ?? null;
  const dark = isDark.value;
  useEffect(() => {
    if (inView && weights !== null && canvas.current !== null) paintWeights(canvas.current, weights, shape);
  }, [inView, weights, shape, dark]);
  const neurons = weights === null ? 0 : weights.data.length / weights.width;
  return (
    <Figure
      title="First-layer weights"
      caption={
        <>
          {shape === null ? "A column for each neuron, a row for each input" : "A picture for each neuron"}:{" "}
          <span class="key plus">plus</span> and <span class="key minus">minus (striped)</span>, each neuron
          on its own scale.
        </>
      }
      alternative={
        weights === null
          ? undefined
          : () => <Table caption="Weights of each neuron" columns={COLUMNS} rows={rowsOf(weights)} />
      }
    >
      <canvas
        ref={canvas}
        class={shape === null ? "weights matrix" : "weights"}
        role="img"
        aria-label={`The weights of ${neurons} neurons of the first layer. The table below has their ranges.`}
      />
    </Figure>
  );
}

const COLUMNS = ["neuron", "least", "greatest", "norm"];

function rowsOf({ width, data: numbers }: FirstWeights): string[][] {
  return Array.from({ length: numbers.length / width }, (_, neuron) => {
    const own = numbers.subarray(neuron * width, (neuron + 1) * width);
    const [least, greatest] = [own.reduce((a, b) => Math.min(a, b)), own.reduce((a, b) => Math.max(a, b))];
    return [String(neuron + 1), number(least, 3), number(greatest, 3), number(Math.hypot(...own), 3)];
  });
}
