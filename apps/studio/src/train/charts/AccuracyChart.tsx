import { useComputed } from "@preact/signals";
import { percent } from "../../parts/format.ts";
import { Figure } from "../../parts/Figure.tsx";
import { LineChart } from "../../parts/LineChart.tsx";
import { data, epochs } from "../state/session.ts";
import { EpochTable } from "./EpochTable.tsx";

const LINES = [
  { name: "training", style: 1, points: true },
  { name: "test", style: 2, points: true },
];

/** The share of samples that were put into their class. */
export function AccuracyChart() {
  const columns = useComputed(() => [
    epochs.value.map(({ epoch }) => epoch),
    epochs.value.map(({ accuracy }) => accuracy),
    epochs.value.map(({ testAccuracy }) => testAccuracy),
  ]);
  if (data.value?.classes === null) return null;
  const last = epochs.value.at(-1)?.testAccuracy;
  const label = last == null ? "No epoch yet." : `${percent(last)} of the test samples are right.`;
  return (
    <Figure title="Accuracy" alternative={<EpochTable />}>
      <LineChart
        label={`Accuracy over the epochs: ${label}`}
        lines={LINES}
        columns={columns.value}
        format={percent}
      />
    </Figure>
  );
}
