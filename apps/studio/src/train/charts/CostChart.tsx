import { useComputed } from "@preact/signals";
import { number } from "../../parts/format.ts";
import { Figure } from "../../parts/Figure.tsx";
import { LineChart } from "../../parts/LineChart.tsx";
import { epochs, history } from "../state/session.ts";
import { EpochTable } from "./EpochTable.tsx";
import { merge } from "./merge.ts";

const LINES = [
  { name: "batches", style: 6 },
  { name: "training", style: 1 },
  { name: "test", style: 2 },
];

/** The cost of the batches as they come, and of whole epochs. */
export function CostChart() {
  const columns = useComputed(() =>
    merge(history.value.cost.columns, [
      epochs.value.map(({ epoch }) => epoch),
      epochs.value.map(({ cost }) => cost),
      epochs.value.map(({ testCost }) => testCost),
    ]),
  );
  const last = epochs.value.at(-1);
  const label = last === undefined ? "No epoch yet." : `${number(last.cost)} after ${last.epoch} epochs.`;
  return (
    <Figure title="Cost" alternative={<EpochTable />}>
      <LineChart
        label={`Cost over the epochs: ${label}`}
        lines={LINES}
        columns={columns.value}
        format={short}
      />
    </Figure>
  );
}

function short(value: number): string {
  return number(value, 2);
}
