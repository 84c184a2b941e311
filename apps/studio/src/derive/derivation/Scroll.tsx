import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { useSignal } from "@preact/signals";

/** What may be wider than the page: it scrolls by itself, with the keyboard too. */
export function Scroll({
  label,
  children,
}: {
  readonly label: string;
  readonly children: ComponentChildren;
}) {
  const host = useRef<HTMLDivElement>(null);
  const isWider = useSignal(false);
  useLayoutEffect(() => {
    const element = host.current;
    if (element === null) return;
    const observer = new ResizeObserver(() => {
      isWider.value = element.scrollWidth > element.clientWidth + 1;
    });
    observer.observe(element);
    if (element.firstElementChild !== null) observer.observe(element.firstElementChild);
    return () => {
      observer.disconnect();
    };
  }, []);
  return (
    <div
      ref={host}
      class={`derive-scroll ${isWider.value ? "wider" : ""}`}
      {...(isWider.value && { tabIndex: 0, role: "group", "aria-label": `${label}, scrolls sideways` })}
    >
      <div class="derive-scrolled">{children}</div>
    </div>
  );
}
