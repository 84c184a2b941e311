import { INTERRUPTED, type StopSignal } from "./exitCodes.ts";
import { note, type Io } from "./io.ts";

const CAUGHT = ["SIGINT", "SIGTERM"] as const;

/** Lets a signal stop work cleanly, and a second one at once. */
export class Interrupt {
  readonly #controller = new AbortController();
  readonly #io: Io;
  readonly #onEnd: () => void;
  #cause: StopSignal = "SIGINT";

  /** @param onEnd what to clean up before ending at once, such as a hidden cursor */
  constructor(io: Io, onEnd: () => void) {
    this.#io = io;
    this.#onEnd = onEnd;
    for (const signal of CAUGHT) process.on(signal, this.#caught);
    if (io.closed.aborted) this.#closed();
    else io.closed.addEventListener("abort", this.#closed);
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** With what the process should end. */
  get exitCode(): number {
    return INTERRUPTED[this.#cause];
  }

  dispose(): void {
    for (const signal of CAUGHT) process.off(signal, this.#caught);
    this.#io.closed.removeEventListener("abort", this.#closed);
  }

  readonly #caught = (signal: (typeof CAUGHT)[number]): void => {
    if (this.#controller.signal.aborted) {
      this.#onEnd();
      process.exit(INTERRUPTED[signal]);
    }
    this.#onEnd();
    note(this.#io, "stopping after this batch; once more ends at once");
    this.#stop(signal);
  };

  readonly #closed = (): void => {
    this.#stop("SIGPIPE");
  };

  #stop(cause: StopSignal): void {
    this.#cause = cause;
    this.#controller.abort();
  }
}
