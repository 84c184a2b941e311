// Runs in a page and, for comparison, in Node. So it imports nothing but types: the library comes as an argument.
import type * as Library from "../../src/index.ts";

type Lib = typeof Library;

export interface TrainingRequest {
  readonly threads: number;
  readonly precision?: "f32" | "f64";
}

export interface TrainingResult {
  /** What the engine says of itself. */
  readonly threads: number;
  readonly notes: readonly string[];
  /** The most threads that took part in a run. */
  readonly active: number;
  /** The bits of each epoch's cost, in hexadecimal. */
  readonly costs: readonly string[];
  readonly testAccuracy: number | null;
  /** SHA-256 of all parameters as float64. */
  readonly digest: string;
}

/** Trains 784-30-10 on the built-in digits for two epochs. */
export async function trainDigits(
  { builtInDigits, createNetwork, engine, heldValue, parametersOf, train }: Lib,
  { threads, precision = "f32" }: TrainingRequest,
): Promise<TrainingResult> {
  const backend = engine({ engine: "wasm", precision, threads });
  const watch = watched(backend);
  // Weights from a uniform distribution: a normal one takes logarithms, whose last bit differs between versions of V8.
  const network = createNetwork({ sizes: [784, 30, 10], initializer: "xavier-uniform", seed: 7 });
  const data = builtInDigits({ train: 3000, test: 500 });
  const costs: string[] = [];
  let testAccuracy: number | null = null;
  let parameters: number[] = [];
  for await (const event of train({ network, data, backend: watch.backend, epochs: 2, seed: 7 })) {
    if (event.event === "batch") {
      // Training does not wait for its threads; a test of them must, for it is soon over.
      await watch.ready();
    } else if (event.event === "epoch") {
      costs.push(bits(event.cost));
      testAccuracy = event.testAccuracy;
    } else {
      parameters = parametersOf(event.network).flatMap((parameter) => [...heldValue(parameter)!.data]);
    }
  }
  const digest = await sha256(parameters);
  return {
    threads: backend.threads,
    notes: backend.notes,
    active: watch.active(),
    costs,
    testAccuracy,
    digest,
  };
}

export interface ProgramResult {
  readonly active: number;
  readonly y: string;
  readonly W: string;
  /** What is said to a run after `dispose`. */
  readonly afterwards: string;
}

/** y = tanh(x Wᵀ) and W ← 0.9 W, twice, for a product that is worth dividing among threads. */
export async function runProgram(
  { compile, engine, input, matmul, multiply, parameter, Random, tanh, transpose }: Lib,
  { threads }: TrainingRequest,
): Promise<ProgramResult> {
  const [rows, inner, columns] = [160, 320, 240];
  const random = new Random(3);
  const numbers = (count: number) => Float64Array.from({ length: count }, () => random.uniform() - 0.5);
  const x = input("x", [rows, inner]);
  const W = parameter("W", { shape: [columns, inner], data: numbers(columns * inner) });
  const y = tanh(matmul(x, transpose(W)));
  const watch = watched(engine({ engine: "wasm", threads }));
  const program = compile({ outputs: [y], updates: [[W, multiply(W, 0.9)]], engine: watch.backend });
  program.write(x, { shape: [rows, inner], data: numbers(rows * inner) });
  await watch.ready();
  program.run();
  program.run();
  const result = {
    active: watch.active(),
    y: await sha256(program.read(y).data),
    W: await sha256(program.read(W).data),
  };
  program.dispose();
  try {
    program.run();
    return { ...result, afterwards: "it ran" };
  } catch (error) {
    return { ...result, afterwards: String(error) };
  }
}

/** What a program of the engine `wasm` tells beyond the interface of all engines. */
interface Watchable {
  readonly ready: Promise<void>;
  readonly activeThreads: number;
}

/** An engine that notes how many threads its programs run on. */
function watched(engine: ReturnType<Lib["engine"]>) {
  let active = 0;
  const programs: Watchable[] = [];
  const backend: typeof engine = {
    ...engine,
    compile(computation) {
      const program = engine.compile(computation) as ReturnType<typeof engine.compile> & Watchable;
      const run = program.run.bind(program);
      program.run = () => {
        active = Math.max(active, program.activeThreads);
        run();
      };
      programs.push(program);
      return program;
    },
  };
  return { backend, active: () => active, ready: () => Promise.all(programs.map(({ ready }) => ready)) };
}

function bits(value: number): string {
  return new BigUint64Array(Float64Array.of(value).buffer)[0]!.toString(16);
}

async function sha256(values: ArrayLike<number>): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", Float64Array.from(values));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
