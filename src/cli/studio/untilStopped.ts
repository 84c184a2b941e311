import type { Io } from "../io.ts";

const STOPPING = ["SIGINT", "SIGTERM"] as const;

/** Waits for a signal, or for the end of whoever reads our output; a second signal ends the process at once. */
export function untilStopped({ closed }: Io): Promise<void> {
  return new Promise((resolve) => {
    const stop = (): void => {
      for (const signal of STOPPING) process.off(signal, stop);
      closed.removeEventListener("abort", stop);
      resolve();
    };
    for (const signal of STOPPING) process.on(signal, stop);
    if (closed.aborted) stop();
    else closed.addEventListener("abort", stop);
  });
}
