import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";

/** A picture with its title, a sentence that says what is seen, and the same in another form for who cannot see it. */
export function Figure({
  title,
  caption,
  aside,
  alternative,
  children,
}: {
  readonly title: string;
  readonly caption?: ComponentChildren;
  /** Controls or a number beside the title. */
  readonly aside?: ComponentChildren;
  /** A table, or words. */
  readonly alternative?: (() => ComponentChildren) | undefined;
  readonly children: ComponentChildren;
}) {
  return (
    <section class="figure card" aria-label={title}>
      <div class="figure-head">
        <h3>{title}</h3>
        {aside}
      </div>
      {children}
      {caption !== undefined && <p class="caption">{caption}</p>}
      {alternative !== undefined && <Alternative make={alternative} />}
    </section>
  );
}

/** It is made where it is open only: while a network trains, what it shows changes ten times a second. */
function Alternative({ make }: { readonly make: () => ComponentChildren }) {
  const isOpen = useSignal(false);
  return (
    <details
      onToggle={({ currentTarget }) => {
        isOpen.value = currentTarget.open;
      }}
    >
      <summary>As a table</summary>
      {isOpen.value && make()}
    </details>
  );
}
