/// <reference lib="webworker" />
// Keeps the site's own files, so that it opens where there is no network. Nothing else is kept, and nothing is sent.
/** Filled in by the build: the site's files, and a name for exactly these. */
declare const __FILES__: readonly string[];
declare const __VERSION__: string;

// The compiler knows this file as part of a page, where `self` is the window.
const worker = self as unknown as ServiceWorkerGlobalScope;

const PREFIX = "backproof-studio ";
const CACHE = PREFIX + __VERSION__;

worker.addEventListener("install", (event) => {
  // Past the browser's own cache, or an old page could be kept together with new scripts.
  const fresh = __FILES__.map((name) => new Request(name, { cache: "reload" }));
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(fresh)));
});

worker.addEventListener("activate", (event) => {
  event.waitUntil(dropOldCaches().then(() => worker.clients.claim()));
});

worker.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || new URL(request.url).origin !== worker.location.origin) return;
  event.respondWith(request.mode === "navigate" ? fetchFirst(request) : keptFirst(request));
});

async function dropOldCaches(): Promise<void> {
  const old = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== CACHE);
  await Promise.all(old.map((name) => caches.delete(name)));
}

/** The page itself has no hash in its name: the newest one counts, where it can be had. */
async function fetchFirst(request: Request): Promise<Response> {
  try {
    return await fetch(request);
  } catch (error) {
    const kept = await caches.match("./");
    if (kept === undefined) throw error;
    return kept;
  }
}

async function keptFirst(request: Request): Promise<Response> {
  return (await caches.match(request)) ?? fetch(request);
}

export {};
