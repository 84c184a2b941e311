import { sizesOf } from "../problem/problem.ts";
import { problem } from "../state.ts";
import { headBox, type Layout } from "./layout.ts";
import { Part } from "./Part.tsx";

/** The name of a layer, above it. */
export function HeadView({
  layer,
  place,
}: {
  readonly layer: number;
  readonly place: Layout["heads"][number];
}) {
  const sizes = sizesOf(problem.value);
  if (layer >= sizes.length) return null;
  const { activation } = problem.value.network.layers[layer - 1] ?? {};
  const name = layer === 0 ? "inputs" : `layer ${layer}`;
  const { x, y, anchor } = place;
  return (
    <Part
      part={`layer${layer}`}
      kind="layer"
      label={`${name}${activation === undefined ? "" : `, ${activation}`}: all of it`}
      asks={{ of: `layer${layer}` }}
      keys={layer === 0 ? ["x"] : [`W${layer}`, `b${layer}`, `z${layer}`, `a${layer}`]}
      hit={{ ...headBox(place), rx: 4 }}
    >
      <text x={anchor === "middle" ? x : x + 6} y={y} text-anchor={anchor}>
        {name}
        {activation !== undefined && <tspan class="quiet"> {activation}</tspan>}
      </text>
    </Part>
  );
}
