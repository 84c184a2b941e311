import type { Reader } from "../compute/reader.ts";
import { keyOf } from "../keys.ts";
import { currentStep } from "../player.ts";
import { compact, entryName, signed } from "../parts/text.ts";
import { deriveState, settings } from "../state.ts";
import { ROW, type Card } from "./layout.ts";
import { Part } from "./Part.tsx";
import { rowsOf, type Row } from "./rows.ts";
import { cardName, NOT_YET, numberWords } from "./words.ts";

/** A neuron, an input or the cost: its name, and its numbers as far as they are computed. */
export function CardView({ card, reader }: { readonly card: Card; readonly reader: Reader }) {
  const { kind, layer, unit, x, y, width, height } = card;
  const name = cardName(card, deriveState.value.source?.classes);
  const rows = rowsOf(card, reader);
  const top = y + height - 6 - rows.length * ROW;
  return (
    <g class={`derive-card of-${kind}`}>
      <rect class="body" x={x} y={y} width={width} height={height} rx="7" />
      <Part
        part={`card${layer}-${unit}`}
        kind="head"
        label={`${name}${kind === "cost" ? "" : ` of layer ${layer}`}`}
        asks={kind === "cost" ? { of: "C" } : { of: `neuron${layer}`, index: [unit] }}
        keys={rows.map(({ id, unit: at }) => reader.key(id, at))}
        hit={{ x: x + 1, y: y + 1, width: width - 2, height: top - y - 2, rx: 6 }}
      >
        <text class="name" x={x + 9} y={y + 14}>
          {name}
        </text>
      </Part>
      {rows.map((row, i) => (
        <RowView key={row.id} row={row} card={card} top={top + i * ROW} reader={reader} />
      ))}
    </g>
  );
}

function RowView({
  row: { letter, id, unit, isGiven },
  card,
  top,
  reader,
}: {
  readonly row: Row;
  readonly card: Card;
  readonly top: number;
  readonly reader: Reader;
}) {
  const { digits, firstIndex } = settings.value;
  const value = reader.at(id, unit);
  const check = isGiven ? undefined : reader.step(id)?.check;
  const isGradient = letter === "δ" || letter === "∂x";
  const isNow = currentStep.value?.id === id;
  const right = card.x + card.width - 8;
  const box = { x: card.x + 3, y: top, width: card.width - 6, height: ROW };
  const name = entryName(id, unit, firstIndex);
  const written =
    value === undefined ? "" : isGradient ? signed(value, digits, compact) : compact(value, digits);
  const sign = isGradient && value !== undefined ? (value < 0 ? "minus" : "plus") : "";
  return (
    <Part
      part={keyOf(id, unit)}
      kind={`row ${isGiven ? "given" : ""} ${isNow ? "now" : ""} ${value === undefined ? "waiting" : ""}`}
      label={`${isGiven ? "Change " : ""}${numberWords(reader, id, unit)}`}
      asks={{ of: id, ...(id === "C" ? {} : { index: unit }) }}
      keys={[reader.key(id, unit)]}
      hit={{ ...box, rx: 3 }}
      {...(isGiven && { edits: { entry: { of: id, index: unit }, name, box } })}
    >
      <text class="letter" x={card.x + 7} y={top + 13}>
        {letter}
      </text>
      {value === undefined ? (
        <line class="not-yet" x1={right - 46} x2={right - 12} y1={top + 9.5} y2={top + 9.5}>
          <title>{NOT_YET}</title>
        </line>
      ) : (
        <text
          class={`value ${sign} ${written.length > 8 ? "long" : ""}`}
          x={right - (isGiven ? 0 : 11)}
          y={top + 13}
        >
          {written}
        </text>
      )}
      {value !== undefined && check !== undefined && (
        <text class={`mark ${check.verdict}`} x={right} y={top + 13}>
          {check.verdict === "pass" ? "✓" : "✗"}
        </text>
      )}
    </Part>
  );
}
