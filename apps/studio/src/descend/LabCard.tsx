import { useEffect, useRef } from "preact/hooks";
import { Figure } from "../parts/Figure.tsx";
import { LineChart } from "../parts/LineChart.tsx";
import { positive } from "../parts/numbers.ts";
import { Table } from "../parts/Table.tsx";
import { TextField } from "../parts/TextField.tsx";
import { readable } from "./format.ts";
import { LAB } from "./nielsen.ts";
import { labNews, labRan, labRates, labRunning, runLab, stopLab } from "./labState.ts";
import { LabSummary } from "./LabSummary.tsx";

const ORDER = ["First", "Second", "Third"];

/** Three learning rates on real digits, from the same first weights. */
export function LabCard() {
  const ref = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // Three trainings are work: they begin when somebody looks.
    const observer = new IntersectionObserver(([entry]) => {
      if (entry?.isIntersecting !== true) return;
      observer.disconnect();
      if (labNews.value.length === 0 && !labRunning.value) runLab();
    });
    observer.observe(ref.current!);
    return () => {
      observer.disconnect();
    };
  }, []);
  return (
    <div ref={ref}>
      <Figure
        title="The learning-rate lab: the same digits, three rates"
        caption={`784-${LAB.hidden}-10, sigmoid, quadratic cost, batches of ${LAB.batch}, ${LAB.train} built-in digits, the same first weights each time. With the quadratic cost, answering 0 to everything costs ½: a curve that lies flat there has learnt nothing.`}
        aside={
          <button
            type="button"
            class={labRunning.value ? "" : "primary"}
            onClick={labRunning.value ? stopLab : runLab}
          >
            {labRunning.value ? "Stop" : "Train again"}
          </button>
        }
        alternative={() => <Numbers />}
      >
        <div class="descend-rates">
          {labRates.value.map((rate, run) => (
            <TextField
              key={run}
              label={`${ORDER[run] ?? ""} η`}
              text={String(rate)}
              parse={positive}
              needs="A learning rate is a number above 0."
              onChange={(value) => {
                labRates.value = labRates.value.map((old, i) => (i === run ? value : old));
                runLab();
              }}
            />
          ))}
        </div>
        <Curves />
        <LabSummary />
      </Figure>
    </div>
  );
}

function Curves() {
  const rates = labRan.value;
  const epochs = Array.from({ length: LAB.epochs }, (_, i) => i + 1);
  return (
    <LineChart
      label="The cost of each learning rate over the epochs, on a logarithmic axis; the table has the numbers"
      log
      format={(value) => readable(value, 3)}
      lines={rates.map((rate, run) => ({ name: `η = ${readable(rate)}`, style: run + 1 }))}
      columns={[epochs, ...rates.map((_, run) => epochs.map((epoch) => costAt(run, epoch)))]}
    />
  );
}

function Numbers() {
  const rates = labRan.value;
  const epochs = Array.from({ length: LAB.epochs }, (_, i) => i + 1);
  return (
    <Table
      caption="Cost by epoch"
      columns={["Epoch", ...rates.map((rate) => `η = ${readable(rate)}`)]}
      rows={epochs.map((epoch) => [
        String(epoch),
        ...rates.map((_, run) => {
          const cost = costAt(run, epoch);
          return cost === null ? "" : readable(cost);
        }),
      ])}
    />
  );
}

function costAt(run: number, epoch: number): number | null {
  return labNews.value.find((news) => news.run === run && news.epoch === epoch)?.cost ?? null;
}
