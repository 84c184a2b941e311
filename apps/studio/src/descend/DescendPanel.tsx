import "./descend.css";
import "./compute.ts";
import { AlgorithmControls } from "./AlgorithmControls.tsx";
import { LabCard } from "./LabCard.tsx";
import { PlaceControls } from "./PlaceControls.tsx";
import { RateCard } from "./RateCard.tsx";
import { SurfaceFigure } from "./SurfaceFigure.tsx";

/** The cost as a surface over two parameters, the ways down it, and how fast one may go. */
export function DescendPanel() {
  return (
    <div class="descend">
      <h2 class="descend-title">Descend: learning is walking downhill on the cost</h2>
      <div class="descend-main">
        <SurfaceFigure />
      </div>
      <div class="descend-side">
        <PlaceControls />
        <AlgorithmControls />
        <RateCard />
      </div>
      <div class="descend-lab">
        <LabCard />
      </div>
    </div>
  );
}
