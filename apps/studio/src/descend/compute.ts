// Keeps the numbers in step with what the reader set. The module is loaded with the panel, and its effects run from then on.
import { effect } from "@preact/signals";
import { notify } from "../state/notices.ts";
import { pair, problem, runs, start, steps, surveyed, view, walked, whole } from "./state.ts";
import { WorkerClient } from "./workerClient.ts";

const paths = new WorkerClient();
// Apart, so that measuring a large network never holds up a path that is being dragged.
const measures = new WorkerClient();

function failed(text: string): void {
  notify({ kind: "problem", text });
}

effect(() => {
  const job = { kind: "survey", problem: problem.value, pair: pair.value, window: view.value } as const;
  paths.ask(job, {
    failed,
    done: (survey) => {
      surveyed.value = survey;
    },
  });
});

effect(() => {
  const job = {
    ...({ kind: "walk", problem: problem.value, pair: pair.value } as const),
    ...{ start: start.value, steps: steps.value, runs: runs.value },
  };
  paths.ask(job, {
    failed,
    done: (walk) => {
      walked.value = { walk, runs: job.runs };
    },
  });
});

effect(() => {
  const job = { kind: "sharpness", problem: problem.value, pair: pair.value, at: start.value } as const;
  measures.ask(job, {
    failed,
    done: (sharpness) => {
      whole.value = sharpness;
    },
  });
});
