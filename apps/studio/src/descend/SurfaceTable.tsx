import { labelOf } from "./coordinates.ts";
import { readable } from "./format.ts";
import { along } from "./grid.ts";
import { pair, surveyed } from "./state.ts";
import { TableFrame } from "../parts/TableFrame.tsx";

/** Rows and columns of the table, ends included. */
const LINES = 7;

/** The surface in numbers, at a few points. */
export function SurfaceTable() {
  const grid = surveyed.value?.grid;
  if (grid === undefined) return null;
  const [across, up] = [labelOf(pair.value[0]), labelOf(pair.value[1])];
  const places = Array.from({ length: LINES }, (_, i) => Math.round(along([0, grid.columns - 1], i, LINES)));
  const valueAt = (place: number, range: readonly [number, number]) =>
    readable(along(range, place, grid.columns), 3);
  return (
    <details>
      <summary>The surface as a table</summary>
      <TableFrame
        kind="wide"
        caption={`The cost at some values of ${across} (columns) and ${up} (rows)`}
        columns={[`${up} ↓ ${across} →`, ...places.map((column) => valueAt(column, grid.window.x))]}
      >
        {places.toReversed().map((row) => (
          <tr key={row}>
            <th scope="row">{valueAt(row, grid.window.y)}</th>
            {places.map((column) => (
              <td key={column}>{readable(grid.values[row * grid.columns + column]!, 3)}</td>
            ))}
          </tr>
        ))}
      </TableFrame>
    </details>
  );
}
