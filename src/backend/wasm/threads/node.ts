/** The parts of Node that threads need. */
export interface NodeThreads {
  /** A worker that runs a text; it has `data` from its start. */
  startWorker(text: string, data: unknown): NodeWorker;
  readonly cores: number;
}

/** The part of Node's Worker that we use. */
export interface NodeWorker {
  on(event: "message", listener: (message: unknown) => void): void;
  on(event: "error", listener: (error: unknown) => void): void;
  on(event: "exit", listener: () => void): void;
  /** Lets the process end while the worker lives. */
  unref(): void;
  terminate(): unknown;
}

/** Node's threads; undefined in a browser. */
export function nodeThreads(): NodeThreads | undefined {
  const node = (globalThis as { readonly process?: Partial<NodeProcess> }).process;
  // Not an import: a bundler for browsers would follow it, and a dynamic one would make every caller asynchronous.
  const builtin = (name: string) => node?.getBuiltinModule?.(name);
  const threads = builtin("node:worker_threads") as WorkerThreads | undefined;
  const os = builtin("node:os") as Os | undefined;
  if (threads === undefined || os === undefined) return undefined;
  return {
    // Flags and loaders of the command line are for the user's code; without them a worker starts sooner.
    startWorker: (text, workerData) => new threads.Worker(text, { eval: true, execArgv: [], workerData }),
    cores: os.availableParallelism(),
  };
}

interface NodeProcess {
  getBuiltinModule(name: string): unknown;
}

interface WorkerThreads {
  readonly Worker: new (text: string, options: Record<string, unknown>) => NodeWorker;
}

interface Os {
  availableParallelism(): number;
}
