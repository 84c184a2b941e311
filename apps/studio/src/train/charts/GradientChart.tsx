import { history } from "../state/session.ts";
import { LayerChart } from "./LayerChart.tsx";

/** How large the gradient of each layer is. */
export function GradientChart() {
  return (
    <LayerChart
      title="Gradient norms"
      quantity="‖∂C/∂W‖"
      columns={history.value.gradientNorms.columns}
      caption="‖∂C/∂W‖ of each layer on 100 training samples. Curves far apart: some layers learn much slower."
    />
  );
}
