import type { Backend, Compiled, Computation } from "../../backend/backend.ts";

/** What an engine with threads also tells about a computation. */
interface Threaded extends Compiled {
  /** Resolves when all threads are there, or will never be. */
  readonly ready: Promise<void>;
  readonly activeThreads: number;
}

/** An engine that remembers what it compiled, so that one can wait for the threads behind it. */
export class WatchedBackend implements Backend {
  readonly name: string;
  readonly keepsDatasets: boolean;
  readonly #backend: Backend;
  readonly #threaded: Threaded[] = [];

  constructor(backend: Backend) {
    this.#backend = backend;
    this.name = backend.name;
    this.keepsDatasets = backend.keepsDatasets === true;
  }

  compile(computation: Computation): Compiled {
    const compiled = this.#backend.compile(computation);
    if (isThreaded(compiled)) this.#threaded.push(compiled);
    return compiled;
  }

  /** Resolves when the threads of all that was compiled so far are there, or will never be. */
  async ready(): Promise<void> {
    await Promise.all(this.#threaded.map(({ ready }) => ready));
  }

  /** How many threads compute where there are the fewest. */
  get threads(): number {
    return this.#threaded.length === 0 ? 1 : Math.min(...this.#threaded.map((one) => one.activeThreads));
  }
}

function isThreaded(compiled: Compiled): compiled is Threaded {
  return "ready" in compiled && "activeThreads" in compiled;
}
