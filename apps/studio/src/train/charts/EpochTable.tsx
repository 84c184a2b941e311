import { number, percent } from "../../parts/format.ts";
import { Table } from "../../parts/Table.tsx";
import { epochs } from "../state/session.ts";

const MOST_ROWS = 200;
const COLUMNS = ["epoch", "cost", "test cost", "accuracy", "test accuracy"];

/** The last epochs, the newest first. */
export function EpochTable() {
  const rows = epochs.value
    .slice(-MOST_ROWS)
    .toReversed()
    .map(({ epoch, cost, testCost, accuracy, testAccuracy }) => [
      String(epoch),
      number(cost),
      testCost === null ? "" : number(testCost),
      accuracy === null ? "" : percent(accuracy),
      testAccuracy === null ? "" : percent(testAccuracy),
    ]);
  return <Table caption="Cost and accuracy of each epoch" columns={COLUMNS} rows={rows} />;
}
