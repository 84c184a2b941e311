import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { number, superscript } from "../../parts/format.ts";
import { Figure } from "../../parts/Figure.tsx";
import { LineChart } from "../../parts/LineChart.tsx";
import { Table } from "../../parts/Table.tsx";
import type { Series } from "../state/series.ts";

/** How many looks the recent window has: at ten a second, some 15 seconds. */
const RECENT = 150;

/** One curve for each layer on a logarithmic axis; all of the training, or its last part. */
export function LayerChart({
  title,
  quantity,
  series,
  caption,
}: {
  readonly title: string;
  /** What is measured of layer l, as `‖∂C/∂W‖`. */
  readonly quantity: string;
  readonly series: Series;
  readonly caption: ComponentChildren;
}) {
  const isRecent = useSignal(true);
  const columns = isRecent.value ? series.recent(RECENT) : series.columns;
  const layers = Math.max(1, series.columns.length - 1);
  const lines = Array.from({ length: layers }, (_, l) => ({ name: `W${superscript(l + 1)}`, style: l + 1 }));
  const last = series.columns.map((column) => column.at(-1) ?? null);
  return (
    <Figure
      title={title}
      caption={caption}
      aside={
        <button
          type="button"
          class="quiet small"
          aria-pressed={isRecent.value}
          onClick={() => {
            isRecent.value = !isRecent.value;
          }}
        >
          Recent only
        </button>
      }
      alternative={
        <Table
          caption={`${quantity} of each layer at the last looks`}
          columns={["epoch", ...lines.map(({ name }) => name)]}
          rows={rowsOf(series)}
        />
      }
    >
      <LineChart
        label={`${quantity} of each layer, on a logarithmic axis; last: ${lines
          .map(({ name }, l) => `${name} ${value(last[l + 1])}`)
          .join(", ")}`}
        lines={lines}
        columns={columns}
        format={short}
        log
      />
    </Figure>
  );
}

function rowsOf(series: Series): string[][] {
  const [x = [], ...curves] = series.recent(50);
  return x.map((epoch, i) => [(epoch ?? 0).toFixed(2), ...curves.map((curve) => value(curve[i]))]).reverse();
}

function value(entry: number | null | undefined): string {
  return entry == null ? "–" : number(entry, 3);
}

function short(entry: number): string {
  return number(entry, 2);
}
