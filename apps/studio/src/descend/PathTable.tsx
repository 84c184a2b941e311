import { ALGORITHMS } from "./algorithms.ts";
import { labelOf } from "./coordinates.ts";
import { readable } from "./format.ts";
import { Sample } from "./Sample.tsx";
import { pair, shownStep, walked } from "./state.ts";
import { TableFrame } from "../parts/TableFrame.tsx";
import { fateOf } from "./words.ts";

/** Where each path is at the step shown: the map in numbers. */
export function PathTable() {
  const [across, up] = pair.value;
  const { walk, runs } = walked.value ?? { walk: { paths: [] }, runs: [] };
  return (
    <TableFrame
      kind="wide"
      caption={`Where each path is at step ${shownStep.value}`}
      columns={["Path", labelOf(across), labelOf(up), "Cost", "Slope ‖g‖", "How it fares"]}
    >
      {walk.paths.map((path, i) => {
        const { name, title } = ALGORITHMS.find((one) => one.name === runs[i]!.name)!;
        const stop = path.stops[Math.min(shownStep.value, path.stops.length - 1)];
        if (stop === undefined) return null;
        return (
          <tr key={name}>
            <th scope="row">
              <Sample name={name} /> {title}
            </th>
            <td>{readable(stop.x)}</td>
            <td>{readable(stop.y)}</td>
            <td>{readable(stop.cost)}</td>
            <td>{readable(stop.slope, 2)}</td>
            <td>{fateOf(path, shownStep.value)}</td>
          </tr>
        );
      })}
    </TableFrame>
  );
}
