import type { Derived, Question } from "./question.ts";
import type { Answer } from "./worker.ts";

interface Job {
  readonly question: Question;
  readonly done: (derived: Derived) => void;
  readonly failed: (message: string) => void;
}

/** A worker that derives. While it is busy only the newest question of each slot waits: who drags a number wants the last one. */
export class DeriveClient {
  #worker: Worker | undefined;
  #busy: { readonly id: number; readonly job: Job } | undefined;
  #lastId = 0;
  readonly #waiting = new Map<string, Job>();

  ask(slot: string, job: Job): void {
    this.#waiting.delete(slot);
    this.#waiting.set(slot, job);
    this.#next();
  }

  #next(): void {
    const [first] = this.#waiting;
    if (this.#busy !== undefined || first === undefined) return;
    const [slot, job] = first;
    this.#waiting.delete(slot);
    this.#busy = { id: ++this.#lastId, job };
    (this.#worker ??= this.#start()).postMessage({ id: this.#lastId, question: job.question });
  }

  #start(): Worker {
    const worker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module", name: "derive" });
    worker.onmessage = ({ data }: MessageEvent<Answer>) => {
      if (data.id !== this.#busy?.id) return;
      const { job } = this.#busy;
      this.#busy = undefined;
      if ("derived" in data) job.done(data.derived);
      else job.failed(data.failed);
      this.#next();
    };
    worker.onerror = (event) => {
      event.preventDefault();
      const job = this.#busy?.job;
      worker.terminate();
      this.#worker = undefined;
      this.#busy = undefined;
      job?.failed("The worker that derives has ended; the next change starts it again.");
      this.#next();
    };
    return worker;
  }
}
