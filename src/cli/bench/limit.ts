import { Worker, type MessagePort } from "node:worker_threads";
import type { Engine } from "../../engines.ts";
import { input } from "../../graph/leaves.ts";
import { thisMachine } from "../../machine.ts";
import { matmul } from "../../ops/matmul.ts";
import { FLOPS_PER_TURN, FUSED, SEPARATE } from "./multiplyAdds.ts";
import { WatchedBackend } from "./watchedBackend.ts";

/**
 * The most float32 operations per second that an engine could reach here, in GFLOP/s: of WebAssembly, a loop of multiply-adds in
 * registers on as many threads; of a BLAS, a large product of matrices.
 */
export async function measureLimit(engine: Engine): Promise<number> {
  return engine.name === "blas" ? productLimit(engine) : registerLimit(engine.threads);
}

/** How long the loop runs on each thread. */
const MILLISECONDS = 60;

async function registerLimit(threads: number): Promise<number> {
  const text = thisMachine.relaxed() ? FUSED : SEPARATE;
  const module = new WebAssembly.Module(Buffer.from(text, "base64"));
  const gate = new Int32Array(new SharedArrayBuffer(4));
  const workerData: LoopData = { module, gate, threads, milliseconds: MILLISECONDS };
  const program = `(${loopMain.toString()})(require("node:worker_threads"));`;
  const rates = await Promise.all(
    Array.from({ length: threads }, () =>
      resultOf(new Worker(program, { eval: true, execArgv: [], workerData })),
    ),
  );
  return rates.reduce((sum, turnsPerMillisecond) => sum + turnsPerMillisecond * FLOPS_PER_TURN, 0) / 1e6;
}

interface LoopData {
  readonly module: WebAssembly.Module;
  /** Counts the threads that are there: they begin together, as threads slow each other down. */
  readonly gate: Int32Array;
  readonly threads: number;
  readonly milliseconds: number;
}

/** What `node:worker_threads` is to a worker. */
interface WorkerSide {
  readonly workerData: LoopData;
  readonly parentPort: MessagePort;
}

/** What a worker does; printed as text, so it names nothing outside itself. */
function loopMain({ workerData, parentPort }: WorkerSide): void {
  const { module, gate, threads, milliseconds } = workerData;
  const run = new WebAssembly.Instance(module).exports["run"] as (times: number) => number;
  Atomics.add(gate, 0, 1);
  Atomics.notify(gate, 0);
  for (let there = Atomics.load(gate, 0); there < threads; there = Atomics.load(gate, 0)) {
    Atomics.wait(gate, 0, there);
  }
  // Short calls: better machine code is used from the next call on. The last ones may run while other threads have ended.
  const turns = 20_000;
  const start = performance.now();
  let best = 0;
  for (let now = start; now < start + milliseconds;) {
    run(turns);
    const before = now;
    now = performance.now();
    if (now < start + 0.9 * milliseconds) best = Math.max(best, turns / (now - before));
  }
  parentPort.postMessage(best);
}

async function resultOf(worker: Worker): Promise<number> {
  return new Promise((resolve, reject) => {
    worker.on("message", resolve);
    worker.on("error", reject);
  });
}

const SIZE = 1024;
const PRODUCTS = 4;

async function productLimit(engine: Engine): Promise<number> {
  const [a, b] = [input("A", [SIZE, SIZE]), input("B", [SIZE, SIZE])];
  const watched = new WatchedBackend(engine);
  const program = watched.compile({ outputs: [matmul(a, b)] });
  try {
    for (const leaf of [a, b]) program.buffer(leaf).fill(0.5);
    await watched.ready();
    let best = Infinity;
    for (let i = 0; i < PRODUCTS; i++) {
      const start = performance.now();
      program.run();
      best = Math.min(best, performance.now() - start);
    }
    return (2 * SIZE ** 3) / best / 1e6;
  } finally {
    program.dispose();
  }
}
