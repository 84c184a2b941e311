import { useSignal, type ReadonlySignal } from "@preact/signals";
import { useLayoutEffect } from "preact/hooks";
import type { RefObject } from "preact";

/** Whether an element is on the screen, or nearly: what nobody sees need not be painted ten times a second. */
export function useInView(ref: RefObject<Element>): ReadonlySignal<boolean> {
  const inView = useSignal(true);
  useLayoutEffect(() => {
    const element = ref.current;
    if (element === null) return;
    const observer = new IntersectionObserver(
      (entries) => {
        inView.value = entries.at(-1)?.isIntersecting ?? true;
      },
      { rootMargin: "100px" },
    );
    observer.observe(element);
    return () => {
      observer.disconnect();
    };
  }, []);
  return inView;
}
