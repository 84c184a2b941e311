import type { Answer, Job, LabNews, Results } from "./jobs.ts";

/** What to do with what a job brings. */
export interface Hooks<Kind extends Job["kind"]> {
  readonly done: (result: Results[Kind]) => void;
  readonly failed: (message: string) => void;
  readonly news?: (news: LabNews) => void;
}

/**
 * A worker that is asked one thing at a time.
 *
 * While it is busy, only the newest job of each kind waits: whoever drags the start wants the path from where it is now. A
 * worker that dies is replaced with the next job.
 */
export class WorkerClient {
  #worker: Worker | undefined;
  #lastId = 0;
  #busy: { readonly id: number; readonly hooks: Hooks<Job["kind"]> } | undefined;
  readonly #waiting = new Map<Job["kind"], { readonly job: Job; readonly hooks: Hooks<Job["kind"]> }>();

  ask<Wanted extends Job>(job: Wanted, hooks: Hooks<Wanted["kind"]>): void {
    this.#waiting.set(job.kind, { job, hooks });
    this.#next();
  }

  /** Stops everything at once, without an answer. */
  stop(): void {
    this.#worker?.terminate();
    this.#worker = undefined;
    this.#busy = undefined;
    this.#waiting.clear();
  }

  #next(): void {
    if (this.#busy !== undefined) return;
    const [first] = this.#waiting;
    if (first === undefined) return;
    const [kind, { job, hooks }] = first;
    this.#waiting.delete(kind);
    this.#busy = { id: ++this.#lastId, hooks };
    this.#started().postMessage({ id: this.#lastId, job });
  }

  #started(): Worker {
    if (this.#worker !== undefined) return this.#worker;
    const worker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module" });
    worker.addEventListener("message", ({ data }: MessageEvent<Answer>) => {
      this.#hear(data);
    });
    worker.addEventListener("error", (event) => {
      event.preventDefault();
      const hooks = this.#busy?.hooks;
      this.stop();
      hooks?.failed("The worker that computes has stopped; the next change starts it again.");
    });
    this.#worker = worker;
    return worker;
  }

  #hear(answer: Answer): void {
    if (answer.id !== this.#busy?.id) return;
    const { hooks } = this.#busy;
    if ("news" in answer) {
      hooks.news?.(answer.news);
      return;
    }
    this.#busy = undefined;
    if ("done" in answer) hooks.done(answer.done);
    else hooks.failed(answer.failed);
    this.#next();
  }
}
