import { labelOf } from "./coordinates.ts";
import { offered } from "./offered.ts";
import { PathTable } from "./PathTable.tsx";
import { PlayerBar } from "./PlayerBar.tsx";
import { pair, sceneId, zoom } from "./state.ts";
import { SurfaceMap } from "./SurfaceMap.tsx";
import { SurfaceTable } from "./SurfaceTable.tsx";
import { useWidth } from "../parts/useWidth.ts";

/** The surface with its paths, the player, and the same in words and tables. */
export function SurfaceFigure() {
  const { ref, width } = useWidth<HTMLDivElement>();
  const [across, up] = pair.value.map(labelOf);
  const words = offered.value.find(({ id }) => id === sceneId.value)?.words;
  return (
    <figure class="card figure descend-surface">
      <div class="figure-head">
        <h3>
          The cost over {across} and {up}
        </h3>
        <div class="buttons">
          <button
            type="button"
            class="quiet"
            onClick={() => {
              zoom(0.5);
            }}
            aria-label="Look closer"
          >
            +
          </button>
          <button
            type="button"
            class="quiet"
            onClick={() => {
              zoom(2);
            }}
            aria-label="Look from further away"
          >
            −
          </button>
        </div>
      </div>
      <div ref={ref} class="descend-room">
        {width.value > 0 && <SurfaceMap width={width.value} />}
      </div>
      <PlayerBar />
      <figcaption class="caption">
        {words} Drag the start, or move it with the arrow keys. A ring joins points of one cost, which is
        written on it; × marks the lowest point in view.
      </figcaption>
      <PathTable />
      <SurfaceTable />
    </figure>
  );
}
