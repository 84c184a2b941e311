import { percent } from "../parts/format.ts";
import { readable } from "./format.ts";
import { labNews, labRan } from "./labState.ts";
import { LAB } from "./nielsen.ts";
import { TableFrame } from "../parts/TableFrame.tsx";
import { labVerdict } from "./words.ts";

/** What became of each rate, beside λ before and after. */
export function LabSummary() {
  return (
    <TableFrame
      kind="wide"
      caption="What became of each learning rate"
      columns={["η", "ηλ at the start", "Cost", "Read right", "λ after", "What became of it"]}
    >
      {labRan.value.map((rate, run) => (
        <Row key={run} rate={rate} run={run} />
      ))}
    </TableFrame>
  );
}

function Row({ rate, run }: { readonly rate: number; readonly run: number }) {
  const news = labNews.value.filter((one) => one.run === run);
  const lambda = news[0]?.lambda;
  const last = news.findLast(({ epoch }) => epoch > 0);
  if (last === undefined || lambda === undefined) {
    return (
      <tr>
        <th scope="row">{readable(rate)}</th>
        <td colSpan={4} />
        <td>waits</td>
      </tr>
    );
  }
  const isDone = last.epoch === LAB.epochs;
  return (
    <tr>
      <th scope="row">{readable(rate)}</th>
      <td>{readable(rate * lambda, 2)}</td>
      <td>{readable(last.cost, 3)}</td>
      <td>{percent(last.accuracy)}</td>
      <td>{last.lambda === undefined ? "" : readable(last.lambda, 2)}</td>
      <td>{isDone ? labVerdict(rate, lambda, last) : `epoch ${last.epoch} of ${LAB.epochs}`}</td>
    </tr>
  );
}
