import { number, percent } from "../../parts/format.ts";
import { Table } from "../../parts/Table.tsx";
import { history } from "../state/session.ts";

const MOST_ROWS = 100;
const COLUMNS = ["epoch", "cost", "test cost", "accuracy", "test accuracy"];
const WRITE = [number, number, percent, percent];

/** The last epochs, the newest first. */
export function EpochTable() {
  const [epochs = [], ...facts] = history.value.epochs.columns.map((column) => column.slice(-MOST_ROWS));
  const rows = epochs.map((epoch, row) => [
    String(epoch),
    ...facts.map((column, i) => {
      const value = column[row] ?? null;
      return value === null ? "" : WRITE[i]!(value);
    }),
  ]);
  return <Table caption="Cost and accuracy of each epoch" columns={COLUMNS} rows={rows.reverse()} />;
}
