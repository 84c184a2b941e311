import type { ComponentChildren } from "preact";

/** A table that may be wider than the screen, and is then scrolled by itself, by keyboard too. */
export function WideTable({
  caption,
  columns,
  children,
}: {
  /** For screen readers. */
  readonly caption: string;
  readonly columns: readonly string[];
  /** The rows. */
  readonly children: ComponentChildren;
}) {
  return (
    <div class="descend-wide" role="group" aria-label={caption} tabIndex={0}>
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
