import { readable } from "./format.ts";
import { settings, surveyed, walked, whole } from "./state.ts";
import { stability } from "./stability.ts";
import { VERDICTS } from "./words.ts";
import { TableFrame } from "../parts/TableFrame.tsx";

/** λ in three places, and what the present η does there. */
export function StabilityTable() {
  const { rate } = settings.value.sgd;
  const start = walked.value?.walk.start.bends;
  const lowest = surveyed.value?.lowest.bends;
  const all = whole.value;
  return (
    <TableFrame
      kind="wide"
      caption="The Hessian's largest eigenvalue, and what the learning rate does there"
      columns={["Where", "λ", "2/λ", "1 − ηλ", `With η = ${readable(rate)}`]}
    >
      {lowest && (
        <Row
          where="Two parameters, at the lowest point in view"
          lambda={lowest[0].value}
          note={`the other: ${readable(lowest[1].value, 3)}`}
          rate={rate}
        />
      )}
      {start && (
        <Row
          where="Two parameters, at the start"
          lambda={start[0].value}
          note={`the other: ${readable(start[1].value, 3)}`}
          rate={rate}
        />
      )}
      {all && Number.isFinite(all.value) && (
        <Row
          where="All parameters, at the start"
          lambda={all.value}
          note={`± ${readable(all.error, 1)}, by ${all.iterations} products Hv`}
          rate={rate}
        />
      )}
    </TableFrame>
  );
}

function Row({
  where,
  lambda,
  note,
  rate,
}: {
  readonly where: string;
  readonly lambda: number;
  readonly note: string;
  readonly rate: number;
}) {
  const { verdict, limit, factor } = stability(lambda, rate);
  return (
    <tr>
      <th scope="row">{where}</th>
      <td>
        {readable(lambda)}
        <span class="descend-note">{note}</span>
      </td>
      <td>{readable(limit)}</td>
      <td>{readable(factor)}</td>
      <td>{VERDICTS[verdict]}</td>
    </tr>
  );
}
