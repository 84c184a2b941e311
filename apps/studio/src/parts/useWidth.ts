import { useSignal, type ReadonlySignal } from "@preact/signals";
import { useLayoutEffect, useRef } from "preact/hooks";
import type { RefObject } from "preact";

/** The width of an element in pixels, so that pictures can be as wide as there is room and their letters stay readable. */
export function useWidth<E extends Element>(): {
  readonly ref: RefObject<E>;
  readonly width: ReadonlySignal<number>;
} {
  const ref = useRef<E>(null);
  const width = useSignal(0);
  useLayoutEffect(() => {
    const element = ref.current;
    if (element === null) return;
    width.value = Math.floor(element.getBoundingClientRect().width);
    const observer = new ResizeObserver(([entry]) => {
      width.value = Math.floor(entry?.contentRect.width ?? 0);
    });
    observer.observe(element);
    return () => {
      observer.disconnect();
    };
  }, []);
  return { ref, width };
}
