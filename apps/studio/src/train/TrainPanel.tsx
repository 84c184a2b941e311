import "./train.css";
import { choose } from "./actions.ts";
import { AccuracyChart } from "./charts/AccuracyChart.tsx";
import { CostChart } from "./charts/CostChart.tsx";
import { GradientChart } from "./charts/GradientChart.tsx";
import { UpdateChart } from "./charts/UpdateChart.tsx";
import { DataSettings } from "./controls/DataSettings.tsx";
import { NetworkSettings } from "./controls/NetworkSettings.tsx";
import { RunBar } from "./controls/RunBar.tsx";
import { TuningSettings } from "./controls/TuningSettings.tsx";
import { DiagnosisFigure } from "./diagnosis/DiagnosisFigure.tsx";
import { DropZone } from "./files/DropZone.tsx";
import { NetworkFiles } from "./files/NetworkFiles.tsx";
import { MistakesFigure } from "./pictures/MistakesFigure.tsx";
import { WeightsFigure } from "./pictures/WeightsFigure.tsx";
import { data, loading } from "./state/session.ts";
import { source } from "./state/settings.ts";
import { TryFigure } from "./question/TryFigure.tsx";

// The panel is here, so its samples may come; a link may have asked for others before.
if (data.peek() === null && loading.peek() === null) choose(source.peek());

/** Data, a network, its training, and everything to be seen of it. */
export function TrainPanel() {
  return (
    <DropZone>
      <h2 class="hidden">Train</h2>
      <RunBar />
      <div class="train">
        <div class="train-settings">
          <DataSettings />
          <NetworkSettings />
          <TuningSettings />
          <NetworkFiles />
        </div>
        <div class="train-try">
          <TryFigure />
        </div>
        <div class="train-figures">
          <div class="figure-column">
            <CostChart />
            <GradientChart />
            <WeightsFigure />
            <DiagnosisFigure />
          </div>
          <div class="figure-column">
            <AccuracyChart />
            <UpdateChart />
            <MistakesFigure />
          </div>
        </div>
      </div>
    </DropZone>
  );
}
