import type { Reader } from "../compute/reader.ts";
import { keyOf } from "../keys.ts";
import { isLit } from "../lit.ts";
import { compact, entryName, signed, text } from "../parts/text.ts";
import { currentStep } from "../player.ts";
import { isSame } from "../selection.ts";
import { selection, settings } from "../state.ts";
import { arrowOn } from "./arrow.ts";
import { pathOf } from "./geometry.ts";
import type { Edge } from "./layout.ts";
import { Part } from "./Part.tsx";
import { NOT_YET, numberWords } from "./words.ts";

interface EdgeProps {
  readonly edge: Edge;
  readonly reader: Reader;
}

/** The line of an edge: as wide as its weight is large, dashed where it is negative, its arrow the way the numbers went last. */
export function EdgeLine({
  edge,
  reader,
  largest,
}: EdgeProps & {
  /** The largest weight of the layer, to draw this one's width by. */
  readonly largest: number;
}) {
  const { kind, layer, from, to, curve } = edge;
  const path = pathOf(curve);
  if (kind === "bundle") return <path class="derive-edge bundle" d={path} />;
  const ids = reader.ids(kind === "cost" ? layer - 1 : layer);
  const weight = kind === "weight" ? reader.at(`W${layer}`, [to, from]) : undefined;
  const keys = edgeKeys(edge, reader);
  const now = currentStep.value;
  const way = wayOf(edge, reader);
  const width = weight === undefined ? 1 : 0.8 + (3.4 * Math.abs(weight)) / (largest || 1);
  const isFlowing =
    kind === "weight"
      ? [ids.z, backId(layer, reader)].includes(now?.id ?? "")
      : now?.id === "C" || now?.id === ids.da;
  const isOn = keys.some(isLit) || isSame(selection.value, asksOf(edge, reader));
  return (
    <g class={`derive-edge ${isOn ? "on" : ""} ${weight === undefined ? "" : weight < 0 ? "minus" : "plus"}`}>
      <path class="line" d={path} stroke-width={width} />
      {isFlowing && <path class={`flow ${now?.pass ?? ""}`} d={path} />}
      {way !== "none" && <path class={`arrow ${way}`} d={arrowOn(curve, way)} />}
    </g>
  );
}

/** The numbers of an edge: its weight, and what the cost does when it grows. */
export function EdgeLabel({ edge, reader }: EdgeProps) {
  const { kind, layer, from, to, label } = edge;
  if (label === undefined) return null;
  const { digits, firstIndex } = settings.value;
  const isWeight = kind === "weight";
  const gradientId = isWeight ? reader.ids(layer).dW : (reader.ids(layer - 1).da ?? reader.ids(layer - 1).dz);
  const unit = isWeight ? [to, from] : [from];
  const weight = isWeight ? reader.at(`W${layer}`, unit) : undefined;
  const gradient = reader.at(gradientId, unit);
  const check = reader.step(gradientId)?.check;
  const name = entryName(`W${layer}`, unit, firstIndex);
  const middle = label.x + label.width / 2;
  const box = { ...label, height: 15 };
  const words = numberWords(reader, gradientId, unit);
  return (
    <Part
      part={isWeight ? keyOf(`W${layer}`, unit) : keyOf("edge-C", unit)}
      kind={`edge-label ${currentStep.value?.id === gradientId ? "now" : ""}`}
      label={isWeight ? `Change ${name} = ${text(weight ?? 0, digits)}; ${words}` : words}
      asks={asksOf(edge, reader)}
      keys={edgeKeys(edge, reader)}
      hit={{ ...label, ...(isWeight ? {} : { y: label.y + 7, height: 17 }), rx: 4 }}
      {...(isWeight && { edits: { entry: { of: `W${layer}`, index: unit }, name, box } })}
    >
      {weight !== undefined && (
        <text class="weight" x={middle} y={label.y + 12}>
          {compact(weight, digits)}
        </text>
      )}
      {gradient === undefined ? (
        <line
          class="not-yet"
          x1={middle - 16}
          x2={middle + 16}
          y1={label.y + (isWeight ? 22 : 15)}
          y2={label.y + (isWeight ? 22 : 15)}
        >
          <title>{NOT_YET}</title>
        </line>
      ) : (
        <text
          class={`gradient ${gradient < 0 ? "minus" : "plus"}`}
          x={middle}
          y={label.y + (isWeight ? 25 : 19)}
        >
          {signed(gradient, digits, compact)}
          {check !== undefined && (
            <tspan class={`mark ${check.verdict}`}>{check.verdict === "pass" ? " ✓" : " ✗"}</tspan>
          )}
        </text>
      )}
    </Part>
  );
}

function asksOf({ kind, layer, from, to }: Edge, reader: Reader) {
  if (kind === "weight") return { of: `W${layer}`, index: [to, from] };
  const { da, dz } = reader.ids(layer - 1);
  return { of: da ?? dz, index: [from] };
}

function edgeKeys({ kind, layer, from, to }: Edge, reader: Reader): string[] {
  if (kind === "weight")
    return [reader.key(`W${layer}`, [to, from]), reader.key(reader.ids(layer).dW, [to, from])];
  const { da } = reader.ids(layer - 1);
  return da === undefined ? [] : [reader.key(da, [from])];
}

/** The step that goes back through the weights of a layer. */
function backId(layer: number, reader: Reader): string {
  if (layer === 1) return "dC-dx";
  const { da, dz } = reader.ids(layer - 1);
  return da ?? dz;
}

/** Which way the numbers went last along an edge. */
function wayOf({ kind, layer }: Edge, reader: Reader): "none" | "forward" | "backward" {
  const { z, dz, da } = reader.ids(kind === "cost" ? layer - 1 : layer);
  if (reader.isReached(kind === "cost" ? (da ?? dz) : dz)) return "backward";
  return reader.isReached(kind === "cost" ? "C" : z) ? "forward" : "none";
}
