import { useComputed } from "@preact/signals";
import { percent } from "../../parts/format.ts";
import { Figure } from "../../parts/Figure.tsx";
import { LineChart } from "../../parts/LineChart.tsx";
import { data, history, lastEpoch } from "../state/session.ts";
import { EpochTable } from "./EpochTable.tsx";

const LINES = [
  { name: "training", style: 1 },
  { name: "test", style: 2 },
];

/** The share of samples that were put into their class. */
export function AccuracyChart() {
  const columns = useComputed(() => {
    const [epoch = [], , , accuracy = [], testAccuracy = []] = history.value.epochs.columns;
    return [epoch, accuracy, testAccuracy];
  });
  if (data.value?.classes === null) return null;
  const last = lastEpoch.value?.testAccuracy ?? null;
  const label = last === null ? "No epoch yet." : `${percent(last)} of the test samples are right.`;
  return (
    <Figure title="Accuracy" alternative={() => <EpochTable />}>
      <LineChart
        label={`Accuracy over the epochs: ${label}`}
        lines={LINES}
        columns={columns.value}
        format={percent}
      />
    </Figure>
  );
}
