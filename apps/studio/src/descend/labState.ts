import { signal } from "@preact/signals";
import { notify } from "../state/notices.ts";
import type { LabNews } from "./jobs.ts";
import { NIELSEN_RATES } from "./nielsen.ts";
import { WorkerClient } from "./workerClient.ts";

export const labRates = signal<readonly number[]>(NIELSEN_RATES);
/** The rates that the news are of. */
export const labRan = signal<readonly number[]>(NIELSEN_RATES);
export const labNews = signal<readonly LabNews[]>([]);
export const labRunning = signal(false);

const client = new WorkerClient();

/** Trains at all rates, from the start. */
export function runLab(): void {
  client.stop();
  labNews.value = [];
  labRan.value = labRates.value;
  labRunning.value = true;
  client.ask(
    { kind: "lab", rates: labRates.value },
    {
      news: (news) => {
        labNews.value = [...labNews.value, news];
      },
      done: () => {
        labRunning.value = false;
      },
      failed: (text) => {
        labRunning.value = false;
        notify({ kind: "problem", text, action: { label: "Run again", run: runLab } });
      },
    },
  );
}

export function stopLab(): void {
  client.stop();
  labRunning.value = false;
}
