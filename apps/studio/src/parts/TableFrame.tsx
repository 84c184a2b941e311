import type { ComponentChildren } from "preact";

/** A table that scrolls by itself where it is larger than its place, by keyboard too. */
export function TableFrame({
  caption,
  columns,
  kind = "scroll",
  children,
}: {
  /** For screen readers. */
  readonly caption: string;
  readonly columns: readonly string[];
  /** The class of the frame: `scroll` keeps it low, `wide` as high as its rows, some of which are words or pictures. */
  readonly kind?: "scroll" | "wide";
  /** The rows. */
  readonly children: ComponentChildren;
}) {
  return (
    <div class={kind} role="group" aria-label={caption} tabIndex={0}>
      <table>
        <caption class="hidden">{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}
