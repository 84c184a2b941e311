import { NumericError, type BatchEvent, type EpochEvent, type HostArray, type TrainTest } from "backproof";
import type {
  DataSource,
  DataSummary,
  EpochFacts,
  KeptNetwork,
  Recipe,
  Report,
  Request,
  Tuning,
} from "../protocol.ts";
import { summarize } from "./data/summary.ts";
import { loadData } from "./data/load.ts";
import { engineBesideThePage } from "./engine.ts";
import { freshNetwork, keep, requireSameSizes, unkeep } from "./keeping.ts";
import { Looking } from "./looking.ts";
import { findingsOf } from "./findings.ts";
import { findMistakes, sampleOf } from "./mistakes.ts";
import { Pacing } from "./pacing.ts";
import { Run } from "./run.ts";
import { updateRatios } from "./updateRatios.ts";
import { Window } from "./window.ts";

type Until = Extract<Request, { type: "go" }>["until"];

/** The worker's side of the panel: data, one network, and its training. */
export class Training {
  readonly #report: (report: Report) => void;
  readonly #engine = engineBesideThePage();
  #data: { readonly samples: TrainTest; readonly summary: DataSummary } | undefined;
  #run: Run | undefined;
  #looking: Looking | undefined;
  #question: Float32Array | null = null;
  #until: Until | "nothing" = "nothing";
  #isGoing = false;
  #window = new Window();
  #looks = new Pacing();
  #keeps = new Pacing(1000);
  #searches = new Pacing(500);
  #diagnoses = new Pacing(2000);
  /** The last weights that were all finite. */
  #good: { readonly parameters: readonly HostArray[]; readonly epoch: number } | undefined;
  #ratios: number[] | null = null;
  /** Epochs that ended since the last look. */
  #epochs: EpochFacts[] = [];
  #loads = 0;
  #lastBatch = { batch: 0, batches: 0 };

  constructor(report: (report: Report) => void) {
    this.#report = report;
    const { name, precision, threads, notes } = this.#engine;
    report({ type: "engine", engine: { name, precision, threads, notes } });
  }

  async load(source: DataSource): Promise<void> {
    const turn = ++this.#loads;
    const { name, data } = await loadData(source);
    // Whoever chose something else meanwhile no longer wants this.
    if (turn !== this.#loads) return;
    this.pause();
    this.#replace(undefined);
    this.#data = { samples: data, summary: summarize(data, name) };
    this.#question = null;
    this.#report({ type: "loaded", data: this.#data.summary });
  }

  create(recipe: Recipe, tuning: Tuning): void {
    const { samples, summary } = this.#required();
    const network = freshNetwork(recipe, summary);
    const run = new Run({
      network,
      data: samples,
      tuning,
      seed: recipe.seed,
      epochs: 0,
      engine: this.#engine,
    });
    this.#begin(run);
  }

  adopt(kept: KeptNetwork, seed: number, tuning: Tuning): void {
    const { samples, summary } = this.#required();
    const network = unkeep(kept);
    requireSameSizes(network, summary);
    this.#begin(new Run({ network, data: samples, tuning, seed, epochs: kept.epoch, engine: this.#engine }));
  }

  /** Goes on with other settings from the weights of this moment. */
  tune(tuning: Tuning): void {
    if (this.#run === undefined) return;
    this.#replace(this.#run.continued(this.#run.parameters(), this.#run.epoch, tuning));
  }

  go(until: Until): void {
    this.#required();
    this.#until = until;
    if (!this.#isGoing) void this.#train();
  }

  pause(): void {
    this.#until = "nothing";
  }

  ask(input: Float32Array | null): void {
    this.#question = input;
    this.#answer();
  }

  keep(): void {
    const run = this.#run;
    if (run === undefined) return;
    this.#report({ type: "kept", kept: keep(run.network, run.parameters(), run.epoch) });
  }

  sample(index: number): void {
    const { test } = this.#required().samples;
    this.#report({ type: "sample", sample: sampleOf(test, index % test.size) });
  }

  #required(): { readonly samples: TrainTest; readonly summary: DataSummary } {
    if (this.#data === undefined) throw new Error("no data is loaded yet; choose some first");
    return this.#data;
  }

  #begin(run: Run): void {
    this.pause();
    this.#replace(run);
    this.#ratios = null;
    this.#lastBatch = { batch: 0, batches: 0 };
    this.#window = new Window();
    this.#epochs = [];
    this.#report({ type: "created", kept: keep(run.network, run.parameters(), run.epoch) });
    this.#look(run);
    this.#findMistakes();
    this.#diagnose();
  }

  #replace(run: Run | undefined): void {
    this.#run?.dispose();
    this.#looking?.dispose();
    this.#run = run;
    this.#looking = run && new Looking(run, this.#required().summary);
    this.#good = undefined;
  }

  async #train(): Promise<void> {
    this.#isGoing = true;
    this.#report({ type: "running", running: true });
    try {
      while (this.#until !== "nothing" && this.#run !== undefined) await this.#step(this.#run);
      this.#pauseViews();
    } catch (error) {
      this.#until = "nothing";
      this.#report({ type: "failed", doing: "go", message: this.#recover(error) });
    }
    this.#isGoing = false;
    this.#report({ type: "running", running: false });
    // Somebody may have asked for more while the last views were made.
    if (this.#until !== "nothing") void this.#train();
  }

  /** Asks the training for one event. */
  async #step(run: Run): Promise<void> {
    const now = performance.now();
    const looksNow = this.#until === "batch" || this.#looks.isDue(now);
    const before = looksNow ? run.parameters() : undefined;
    const began = performance.now();
    const event = await run.next();
    const took = performance.now() - began;
    // Another network may have taken its place meanwhile.
    if (run !== this.#run) return;
    if (event.event === "epoch") this.#finishEpoch(event, run);
    if (event.event !== "batch") return;
    this.#noteBatch(event, run, took);
    if (before !== undefined) {
      this.#ratios = updateRatios(before, run.parameters());
      this.#look(run);
    }
    if (this.#until === "batch") this.pause();
  }

  #noteBatch(event: BatchEvent, run: Run, took: number): void {
    this.#window.add(event, run.batchSize(event.batch, event.batches), took);
    this.#lastBatch = event;
  }

  #finishEpoch({ cost, testCost, accuracy, testAccuracy }: EpochEvent, run: Run): void {
    const epoch = Math.round(run.epoch);
    this.#epochs.push({ epoch, cost, testCost, accuracy, testAccuracy });
    if (this.#until === "epoch") this.pause();
    else {
      const now = performance.now();
      if (this.#searches.isDue(now)) this.#findMistakes();
      if (this.#diagnoses.isDue(now)) this.#diagnose();
    }
  }

  #look(run: Run): void {
    const began = performance.now();
    const parameters = run.parameters();
    const seen = this.#looking!.look(parameters);
    if (parameters.every(({ data }) => data.every(Number.isFinite)))
      this.#good = { parameters, epoch: run.epoch };
    const { batch, batches } = this.#lastBatch;
    const epochs = this.#epochs.splice(0);
    const counted = this.#window.take();
    const look = {
      epoch: run.epoch,
      batch,
      batches,
      epochs,
      updateRatios: this.#ratios,
      ...counted,
      ...seen,
    };
    this.#report({ type: "look", look });
    this.#answer();
    if (this.#keeps.isDue(began)) {
      this.#report({ type: "kept", kept: keep(run.network, parameters, run.epoch) });
      this.#keeps.done(began, performance.now());
    }
    this.#looks.done(began, performance.now());
  }

  /** What is seen while it rests is exact. */
  #pauseViews(): void {
    if (this.#run === undefined) return;
    this.#look(this.#run);
    this.#findMistakes();
    this.#diagnose();
    this.keep();
  }

  #findMistakes(): void {
    const began = performance.now();
    if (this.#run === undefined || this.#looking === undefined) return;
    this.#looking.predictor.write(this.#run.parameters());
    const mistakes = findMistakes(this.#looking.predictor, this.#required().samples.test);
    if (mistakes !== null) this.#report({ type: "mistakes", mistakes });
    this.#searches.done(began, performance.now());
  }

  #diagnose(): void {
    const began = performance.now();
    const run = this.#run;
    if (run === undefined) return;
    this.#report({ type: "diagnosis", findings: findingsOf(run) });
    this.#diagnoses.done(began, performance.now());
  }

  #answer(): void {
    const question = this.#question;
    if (question === null || this.#run === undefined || this.#looking === undefined) return;
    this.#looking.predictor.write(this.#run.parameters());
    const outputs = this.#looking.predictor.outputs(1, (inputs) => {
      inputs.set(question);
    });
    this.#report({ type: "answer", outputs: Array.from(outputs) });
  }

  /** Numbers that broke are of no use: back to the last ones that were whole. */
  #recover(error: unknown): string {
    const message = error instanceof Error ? error.message : String(error);
    if (this.#run === undefined || this.#good === undefined) return message;
    const { parameters, epoch } = this.#good;
    this.#replace(this.#run.continued(parameters, epoch));
    this.keep();
    if (!(error instanceof NumericError)) return message;
    return `${message}. The weights are back at epoch ${epoch.toFixed(2)}, before it broke.`;
  }
}
