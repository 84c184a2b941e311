import { useEffect, useMemo } from "preact/hooks";
import { keyOf } from "../keys.ts";
import { reader } from "../player.ts";
import { problem } from "../state.ts";
import { useWidth } from "../../parts/useWidth.ts";
import { CardView } from "./CardView.tsx";
import { EdgeLabel, EdgeLine } from "./EdgeView.tsx";
import { HeadView } from "./HeadView.tsx";
import { layoutOf, type Edge } from "./layout.ts";
import { MoreView } from "./MoreView.tsx";
import { navigate } from "./navigate.ts";
import { editing, focusedPart } from "./Part.tsx";
import { PlaceEditor } from "./PlaceEditor.tsx";
import { units } from "./picture.ts";

/** The network as a picture to read and to touch. */
export function Diagram() {
  const { ref, width } = useWidth<HTMLDivElement>();
  const read = reader.value;
  const isReady = read !== null && width.value > 0;
  const layout = useMemo(
    () => layoutOf(units.value, width.value),
    [JSON.stringify(units.value), width.value],
  );
  const first = keyOf("x", [units.value[0]?.shown[0] ?? 0]);

  useEffect(() => {
    // One part must be in the order of the Tab key, also when the one that was has gone.
    const known = ref.current?.querySelector(`[data-part="${CSS.escape(focusedPart.peek())}"]`);
    if (known === null || known === undefined) focusedPart.value = first;
  }, [first, isReady, layout.cards.length]);

  return (
    <div class="derive-stage" ref={ref}>
      <p class="hidden" id="derive-help">
        Arrow keys go from number to number; Enter shows where it comes from, and opens it where it can be
        changed.
      </p>
      {read !== null && isReady && (
        <div class="derive-canvas">
          <svg
            class="derive-diagram"
            width={layout.width}
            height={layout.height}
            viewBox={`0 0 ${layout.width} ${layout.height}`}
            role="group"
            aria-label="Diagram of the network, from the inputs to the cost"
            aria-describedby="derive-help"
            onKeyDown={navigate}
          >
            {layout.edges.map((edge) => (
              <EdgeLine key={nameOf(edge)} edge={edge} reader={read} largest={largestOf(edge)} />
            ))}
            {layout.heads.map((place, layer) => (
              <HeadView key={layer} layer={layer} place={place} />
            ))}
            {layout.cards.map((card) =>
              card.kind === "more" ? (
                <MoreView key={`more${card.layer}`} card={card} />
              ) : (
                <CardView key={`${card.layer}-${card.unit}`} card={card} reader={read} />
              ),
            )}
            {layout.edges.map((edge) => (
              <EdgeLabel key={nameOf(edge)} edge={edge} reader={read} />
            ))}
          </svg>
          {editing.value !== null && <PlaceEditor key={editing.value.part} editing={editing.value} />}
        </div>
      )}
    </div>
  );
}

function nameOf({ layer, from, to }: Edge): string {
  return `${layer}:${from}-${to}`;
}

/** The largest weight of the layer that an edge enters. */
function largestOf({ layer }: Edge): number {
  const { weights = [] } = problem.value.network.layers[layer - 1] ?? {};
  return weights.reduce((most, row) => row.reduce((m, w) => Math.max(m, Math.abs(w)), most), 0);
}
