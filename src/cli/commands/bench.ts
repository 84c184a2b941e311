import { Command } from "commander";
import { BenchDatasets } from "../bench/benchData.ts";
import { names, threadCounts } from "../bench/lists.ts";
import { QUICK, THOROUGH } from "../bench/measure.ts";
import { runBench } from "../bench/runBench.ts";
import { BENCH_ENGINES, defaultThreads, enginesToRun, type BenchEngine } from "../bench/runs.ts";
import { resultLine, titleLine } from "../bench/textLines.ts";
import { WORKLOAD_NAMES, WORKLOADS, type WorkloadName } from "../bench/workloads.ts";
import { DONE } from "../exitCodes.ts";
import { Interrupt } from "../interrupt.ts";
import { jsonLine, line, type Io } from "../io.ts";
import { addOutputOptions, wantsJson, type OutputFlags } from "../outputOptions.ts";

interface BenchFlags extends OutputFlags {
  readonly workload?: readonly WorkloadName[];
  readonly engine?: readonly BenchEngine[];
  readonly threads?: readonly number[];
  readonly dataDir?: string;
  readonly quick?: boolean;
}

/** `backproof bench`. */
export function benchCommand(io: Io, exit: (code: number) => void): Command {
  const command = new Command("bench")
    .summary("how fast this machine trains")
    .description(
      "Measures how many samples per second this machine trains, after a warm-up: the median of several epochs.\n\n" +
        "W1  784-30-10 sigmoid, quadratic cost, SGD 3.0, batch 10, MNIST\n" +
        "W2  784-512-512-10 ReLU, softmax cross-entropy, Adam 0.001, batch 128, MNIST\n" +
        "W3  2048-2048-2048-10 ReLU, softmax cross-entropy, SGD 0.01, batch 512, random\n" +
        "W4  784-30-10 sigmoid, quadratic cost, SGD 0.3, batch 1, 20,000 of MNIST\n\n" +
        "The limit is measured on as many threads: for wasm, multiply-adds in registers;\n" +
        "for blas, a large product of matrices. Accuracy is that after the first epoch.",
    )
    .optionsGroup("What to measure:")
    .option(
      "--workload <names>",
      "W1, W2, W3, W4, with commas between them (all)",
      names("--workload", WORKLOAD_NAMES),
    )
    .option(
      "--engine <names>",
      "wasm, blas, with a comma between them (all)",
      names("--engine", BENCH_ENGINES),
    )
    .option(
      "--threads <list>",
      "numbers of threads, as 1,2 (1, 2, 4, as far as there are cores)",
      threadCounts("--threads"),
    )
    .option(
      "--data-dir <dir>",
      "folder of MNIST's files ($BACKPROOF_DATA, the cache folder, else the built-in digits)",
    )
    .option("--quick", "a fast look: a short warm-up, two epochs that count")
    .addHelpText("after", "\nExample:\n  backproof bench --workload W1,W4 --engine wasm --threads 1");
  return addOutputOptions(command).action(async (flags: BenchFlags) => {
    exit(await bench(flags, io));
  });
}

async function bench(flags: BenchFlags, io: Io): Promise<number> {
  const { workload = WORKLOAD_NAMES, engine = BENCH_ENGINES, threads = defaultThreads() } = flags;
  const quick = flags.quick === true;
  const engines = enginesToRun(engine, threads, io);
  const interrupt = new Interrupt(io, () => undefined);
  try {
    const plan = {
      workloads: workload.map((name) => WORKLOADS[name]),
      engines,
      datasets: new BenchDatasets({ dataDir: flags.dataDir, quick }, io),
      pace: quick ? QUICK : THOROUGH,
      signal: interrupt.signal,
    };
    let isFirst = true;
    for await (const result of runBench(plan, io)) {
      if (wantsJson(flags)) jsonLine(io, result);
      else {
        if (isFirst) line(io, titleLine());
        line(io, resultLine(result));
      }
      isFirst = false;
    }
    return interrupt.signal.aborted ? interrupt.exitCode : DONE;
  } finally {
    interrupt.dispose();
  }
}
