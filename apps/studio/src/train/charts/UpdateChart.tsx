import { history } from "../state/session.ts";
import { LayerChart } from "./LayerChart.tsx";

/** How far a step moves the weights, as a share of their size. */
export function UpdateChart() {
  return (
    <LayerChart
      title="Update ratio"
      quantity="‖ΔW‖ / ‖W‖"
      columns={history.value.updateRatios.columns}
      caption="‖ΔW‖ / ‖W‖ of one step. About 10⁻³ is usual: much more, and the steps are too large; much less, too small."
    />
  );
}
