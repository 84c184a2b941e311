import { nodeThreads } from "./node.ts";

/** How many threads can run at the same time, or why there is only one. */
export function threadsAvailable(): { readonly cores: number } | { readonly reason: string } {
  const node = nodeThreads();
  if (node !== undefined) return { cores: node.cores };
  const page = globalThis as {
    readonly crossOriginIsolated?: boolean;
    readonly SharedArrayBuffer?: unknown;
    readonly Worker?: unknown;
    readonly navigator?: { readonly hardwareConcurrency?: number };
  };
  if (page.crossOriginIsolated === false) {
    return {
      reason:
        "the page is not cross-origin isolated, so it has no shared memory; serve it with the headers " +
        "Cross-Origin-Opener-Policy: same-origin and Cross-Origin-Embedder-Policy: require-corp",
    };
  }
  if (page.SharedArrayBuffer === undefined) return { reason: "there is no SharedArrayBuffer here" };
  if (page.Worker === undefined) return { reason: "there are no workers here" };
  return { cores: page.navigator?.hardwareConcurrency ?? 1 };
}
