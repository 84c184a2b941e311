import { ALGORITHMS, type AlgorithmName } from "./algorithms.ts";
import { markerPath } from "./shapes.ts";

/** A piece of an algorithm's line, as on the map. */
export function Sample({ name }: { readonly name: AlgorithmName }) {
  const order = ALGORITHMS.findIndex((algorithm) => algorithm.name === name);
  const { dashes, marker } = ALGORITHMS[order]!;
  return (
    <svg class={`descend-sample descend-path series-${order + 1}`} width="44" height="14" aria-hidden="true">
      <path d="M1 7H43" stroke-dasharray={dashes} />
      <path class="marker" d={markerPath(marker, 22, 7, 9)} />
    </svg>
  );
}
