// The page inside a frame of another page.
import { effect } from "@preact/signals";
import { isEmbedded } from "./page.ts";

/** What the page around gets, whenever the height changes. It is all that it gets; nothing is heard from it. */
export interface HeightMessage {
  readonly type: "backproof:height";
  /** In CSS pixels. */
  readonly height: number;
}

/** Tells the page around how high this one is, so that its frame can follow. */
export function tellHeight(): void {
  if (window.parent === window) return;
  effect(() => {
    if (!isEmbedded.value) return;
    let told = 0;
    const observer = new ResizeObserver(() => {
      const height = Math.ceil(document.body.getBoundingClientRect().height);
      if (height === told) return;
      told = height;
      window.parent.postMessage({ type: "backproof:height", height } satisfies HeightMessage, parentOrigin());
    });
    observer.observe(document.body);
    return () => {
      observer.disconnect();
    };
  });
}

/** The origin of the page around. Where the browser does not tell, only a page of our own origin may listen. */
function parentOrigin(): string {
  const [known] = (window.location.ancestorOrigins as DOMStringList | undefined) ?? [];
  if (known !== undefined && known !== "null") return known;
  return document.referrer === "" ? window.location.origin : new URL(document.referrer).origin;
}
