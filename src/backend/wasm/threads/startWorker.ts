import { nodeThreads } from "./node.ts";
import type { WorkerReport, WorkerStart } from "./workerMain.ts";
import { workerText } from "./workerText.ts";

/** A worker, in Node or in a browser. */
export interface WorkerHandle {
  /** Lets the process end while the worker lives. */
  unref(): void;
  terminate(): void;
}

/** What a worker's owner hears of it. */
export interface WorkerListener {
  reported(report: WorkerReport): void;
  /** The worker is gone, by itself or by a failure. */
  ended(reason: string): void;
}

/** Starts a worker of a pool. */
export function startWorker(start: WorkerStart, listener: WorkerListener): WorkerHandle {
  const node = nodeThreads();
  if (node === undefined) return startWebWorker(start, listener);
  const worker = node.startWorker(workerText("node"), start);
  worker.on("message", (report) => {
    listener.reported(report as WorkerReport);
  });
  worker.on("error", (error) => {
    listener.ended(String(error));
  });
  worker.on("exit", () => {
    listener.ended("the worker ended");
  });
  return {
    unref() {
      worker.unref();
    },
    terminate() {
      void worker.terminate();
    },
  };
}

function startWebWorker(start: WorkerStart, listener: WorkerListener): WorkerHandle {
  const url = URL.createObjectURL(new Blob([workerText("web")], { type: "text/javascript" }));
  const worker = new Worker(url, { name: "backproof" });
  worker.onmessage = ({ data }) => {
    URL.revokeObjectURL(url);
    listener.reported(data as WorkerReport);
  };
  worker.onerror = ({ message }) => {
    URL.revokeObjectURL(url);
    listener.ended(message || "the browser did not start the worker (a content security policy?)");
  };
  try {
    worker.postMessage(start);
  } catch (error) {
    // A page that is not isolated may have workers, but not share memory with them.
    worker.terminate();
    throw error;
  }
  return {
    // A page does not wait for its workers.
    unref: () => undefined,
    terminate() {
      worker.terminate();
    },
  };
}
