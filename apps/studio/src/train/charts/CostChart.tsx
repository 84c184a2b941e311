import { useComputed, useSignal } from "@preact/signals";
import { number } from "../../parts/format.ts";
import { Figure } from "../../parts/Figure.tsx";
import { LineChart } from "../../parts/LineChart.tsx";
import { history, lastEpoch } from "../state/session.ts";
import { EpochTable } from "./EpochTable.tsx";
import { merge } from "./merge.ts";
import { ToggleButton } from "../../parts/ToggleButton.tsx";

const LINES = [
  { name: "batches", style: 6 },
  { name: "training", style: 1 },
  { name: "test", style: 2 },
];

/** The cost of the batches as they come, and of whole epochs. */
export function CostChart() {
  const isLog = useSignal(true);
  const columns = useComputed(() => {
    const { cost, epochs } = history.value;
    return merge(cost.columns, epochs.columns.slice(0, 3));
  });
  const last = lastEpoch.value;
  const label = last === null ? "No epoch yet." : `${number(last.cost)} after ${last.epoch} epochs.`;
  return (
    <Figure
      title="Cost"
      aside={<ToggleButton label="Log axis" on={isLog} />}
      alternative={() => <EpochTable />}
    >
      <LineChart
        label={`Cost over the epochs: ${label}`}
        lines={LINES}
        columns={columns.value}
        format={short}
        log={isLog.value}
      />
    </Figure>
  );
}

function short(value: number): string {
  return number(value, 2);
}
