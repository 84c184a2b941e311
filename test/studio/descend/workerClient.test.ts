import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Answer, Job } from "../../../apps/studio/src/descend/jobs.ts";
import { WorkerClient } from "../../../apps/studio/src/descend/workerClient.ts";

/** A worker that does nothing until it is told to. */
class FakeWorker extends EventTarget {
  static readonly all: FakeWorker[] = [];
  readonly asked: { id: number; job: Job }[] = [];
  readonly terminate = vi.fn();
  constructor() {
    super();
    FakeWorker.all.push(this);
  }
  postMessage(message: { id: number; job: Job }): void {
    this.asked.push(message);
  }
  answer(answer: Answer): void {
    this.dispatchEvent(new MessageEvent("message", { data: answer }));
  }
}

const lab = (rate: number): Job & { kind: "lab" } => ({ kind: "lab", rates: [rate] });
const hooks = () => ({ done: vi.fn(), failed: vi.fn(), news: vi.fn() });

beforeEach(() => {
  FakeWorker.all.length = 0;
  vi.stubGlobal("Worker", FakeWorker);
});
afterEach(() => {
  vi.unstubAllGlobals();
});

describe("the worker's client", () => {
  it("asks one thing at a time, and skips what is out of date", () => {
    const client = new WorkerClient();
    const [first, second, third] = [hooks(), hooks(), hooks()];
    client.ask(lab(1), first);
    client.ask(lab(2), second);
    client.ask(lab(3), third);
    const [worker] = FakeWorker.all;
    expect(worker!.asked).toHaveLength(1);
    worker!.answer({ id: worker!.asked[0]!.id, done: null });
    expect(first.done).toHaveBeenCalledOnce();
    expect(worker!.asked.map(({ job }) => job)).toEqual([lab(1), lab(3)]);
    worker!.answer({ id: worker!.asked[1]!.id, done: null });
    expect(second.done).not.toHaveBeenCalled();
    expect(third.done).toHaveBeenCalledOnce();
  });

  it("passes news on, and failures, and goes on after them", () => {
    const client = new WorkerClient();
    const [first, second] = [hooks(), hooks()];
    client.ask(lab(1), first);
    client.ask(lab(2), second);
    const [worker] = FakeWorker.all;
    const news = { run: 0, epoch: 1, cost: 1, accuracy: 0 };
    worker!.answer({ id: 1, news });
    worker!.answer({ id: 1, failed: "no" });
    expect(first.news).toHaveBeenCalledWith(news);
    expect(first.failed).toHaveBeenCalledWith("no");
    expect(worker!.asked).toHaveLength(2);
  });

  it("says so when the worker dies, and starts another one for the next job", () => {
    const client = new WorkerClient();
    const [first, second] = [hooks(), hooks()];
    client.ask(lab(1), first);
    FakeWorker.all[0]!.dispatchEvent(new Event("error", { cancelable: true }));
    expect(first.failed).toHaveBeenCalledWith(expect.stringMatching(/stopped/));
    client.ask(lab(2), second);
    expect(FakeWorker.all).toHaveLength(2);
    FakeWorker.all[1]!.answer({ id: 2, done: null });
    expect(second.done).toHaveBeenCalledOnce();
  });

  it("forgets everything when it is stopped", () => {
    const client = new WorkerClient();
    const first = hooks();
    client.ask(lab(1), first);
    client.stop();
    expect(FakeWorker.all[0]!.terminate).toHaveBeenCalledOnce();
    FakeWorker.all[0]!.answer({ id: 1, done: null });
    expect(first.done).not.toHaveBeenCalled();
  });
});
