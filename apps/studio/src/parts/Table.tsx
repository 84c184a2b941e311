import { TableFrame } from "./TableFrame.tsx";

/** Rows of numbers under their names. */
export function Table({
  caption,
  columns,
  rows,
}: {
  /** For screen readers. */
  readonly caption: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}) {
  return (
    <TableFrame caption={caption} columns={columns}>
      {rows.map((cells, row) => (
        <tr key={row}>
          {cells.map((cell, i) => (
            <td key={i}>{cell}</td>
          ))}
        </tr>
      ))}
    </TableFrame>
  );
}
