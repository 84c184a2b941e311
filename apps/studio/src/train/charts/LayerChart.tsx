import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { number, superscript } from "../../parts/format.ts";
import { Figure } from "../../parts/Figure.tsx";
import { LineChart } from "../../parts/LineChart.tsx";
import { Table } from "../../parts/Table.tsx";
import { ToggleButton } from "../../parts/ToggleButton.tsx";

/** How many looks the recent window has: at ten a second, some 15 seconds. */
const RECENT = 150;
const TABLE_ROWS = 50;

type Columns = readonly (readonly (number | null)[])[];

/** One curve for each layer on a logarithmic axis; all of the training, or its last part. */
export function LayerChart({
  title,
  quantity,
  columns,
  caption,
}: {
  readonly title: string;
  /** What is measured of layer l, as `‖∂C/∂W‖`. */
  readonly quantity: string;
  /** The epoch, then a column for each layer. */
  readonly columns: Columns;
  readonly caption: ComponentChildren;
}) {
  const isRecent = useSignal(true);
  const shown = isRecent.value ? lastRows(columns, RECENT) : columns;
  const layers = Math.max(1, columns.length - 1);
  const lines = Array.from({ length: layers }, (_, l) => ({ name: `W${superscript(l + 1)}`, style: l + 1 }));
  const last = lines.map(({ name }, l) => `${name} ${write(columns[l + 1]?.at(-1))}`).join(", ");
  return (
    <Figure
      title={title}
      caption={caption}
      aside={<ToggleButton label="Recent only" on={isRecent} />}
      alternative={() => (
        <Table
          caption={`${quantity} of each layer at the last looks`}
          columns={["epoch", ...lines.map(({ name }) => name)]}
          rows={rowsOf(columns)}
        />
      )}
    >
      <LineChart
        label={`${quantity} of each layer, on a logarithmic axis; last: ${last}`}
        lines={lines}
        columns={shown}
        format={short}
        log
      />
    </Figure>
  );
}

function lastRows(columns: Columns, count: number): Columns {
  return columns.map((column) => column.slice(-count));
}

function rowsOf(columns: Columns): string[][] {
  const [x = [], ...curves] = lastRows(columns, TABLE_ROWS);
  return x.map((epoch, i) => [(epoch ?? 0).toFixed(2), ...curves.map((curve) => write(curve[i]))]).reverse();
}

function write(entry: number | null | undefined): string {
  return entry === undefined || entry === null ? "–" : number(entry, 3);
}

function short(entry: number): string {
  return number(entry, 2);
}
