import { dismiss, notify } from "../state/notices.ts";
import type { Report, Request } from "./protocol.ts";

/** How often a worker is asked whether it is there, and after which silence the page says that it is not. */
const PING_MILLISECONDS = 2000;
const SILENCE_MILLISECONDS = 8000;

let worker: Worker | undefined;
let lastHeard = 0;
/** The notice that says that the worker is silent. */
let silence: number | undefined;
let restart: () => void = () => undefined;
const listeners = new Set<(report: Report) => void>();

/** Sends a request to the worker, which is started where there is none. */
export function send(request: Request): void {
  (worker ??= start()).postMessage(request);
}

/** Hears everything that the worker tells. */
export function listen(listener: (report: Report) => void): void {
  listeners.add(listener);
}

/** The first report that has an answer in it. */
export function first<T>(pick: (report: Report) => T | undefined): Promise<T> {
  return new Promise((resolve) => {
    const listener = (report: Report): void => {
      const found = pick(report);
      if (found === undefined) return;
      listeners.delete(listener);
      resolve(found);
    };
    listeners.add(listener);
  });
}

/** What to do once a worker that ended has been cleared away. */
export function onRestart(action: () => void): void {
  restart = action;
}

function start(): Worker {
  const started = new Worker(new URL("./worker/worker.ts", import.meta.url), {
    type: "module",
    name: "training",
  });
  lastHeard = performance.now();
  started.onmessage = ({ data }: MessageEvent<Report>) => {
    lastHeard = performance.now();
    if (silence !== undefined) dismiss(silence);
    silence = undefined;
    for (const listener of [...listeners]) listener(data);
  };
  started.onerror = (event) => {
    event.preventDefault();
    tellDead(`The training worker ended: ${event.message || "the browser does not say why"}.`);
  };
  return started;
}

setInterval(() => {
  if (worker === undefined) return;
  worker.postMessage({ type: "ping" } satisfies Request);
  // A page in the background is slow itself, and would blame the worker.
  if (document.hidden) lastHeard = performance.now();
  if (performance.now() - lastHeard < SILENCE_MILLISECONDS) return;
  silence ??= tellDead("The training worker has not answered for 8 seconds: it is busy, or it has ended.");
}, PING_MILLISECONDS);

function tellDead(text: string): number {
  const action = { label: "Restart it with the last weights", run: replace };
  return notify({ kind: "problem", text: `${text} Nothing that was shown is lost.`, action });
}

function replace(): void {
  worker?.terminate();
  worker = undefined;
  silence = undefined;
  restart();
}
