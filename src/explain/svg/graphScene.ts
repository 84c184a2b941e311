import { formatShape } from "../../tensor/shape.ts";
import type { Derivation, Given, Step } from "../derivation.ts";
import { depthsOf, layoutColumns, type Place } from "./layout.ts";
import { numberText } from "./numbers.ts";
import {
  FOOTER,
  HEADER,
  MARGIN,
  PADDING,
  type Highlight,
  type Scene,
  type SceneBox,
  type SceneEdge,
  type SceneLine,
} from "./scene.ts";
import { widest } from "./textWidth.ts";

const BOX_HEIGHT = 50;
const LEAST_WIDTH = 100;
/** Room for an arrow that passes a column on its way to another. */
const LANE_HEIGHT = 12;

/** Any graph of steps: a box for each quantity with its value and its gradient, an arrow to each step that uses it. */
export function graphScene(derivation: Derivation, highlight: Highlight): Scene {
  const forward = derivation.steps.filter(({ pass }) => pass === "forward");
  const gradients = new Map(
    derivation.steps.flatMap((step) => (step.of === undefined ? [] : [[step.of, step]])),
  );
  const quantities: (Given | Step)[] = [...derivation.givens, ...forward];
  const lines = new Map(quantities.map((one) => [one.id, linesOf(one, gradients.get(one.id), derivation)]));
  const columns = inColumns(derivation, forward);
  const sizes = columns.map((ids) => {
    const texts = ids.flatMap((id) => (lines.get(id) ?? []).map(({ text }) => text));
    const width = Math.max(LEAST_WIDTH, widest(texts) + PADDING);
    return ids.map((id) => ({ width, height: lines.has(id) ? BOX_HEIGHT : LANE_HEIGHT }));
  });
  const layout = layoutColumns(
    sizes,
    columns.slice(1).map(() => 84),
    26,
    MARGIN,
  );
  const places = new Map<string, Place>();
  columns.forEach((ids, c) => {
    ids.forEach((id, i) => {
      const place = layout.columns[c]![i]!;
      places.set(id, { ...place, y: place.y + HEADER });
    });
  });
  const isLit = (id: string): boolean =>
    highlight.some(({ of }) => of === id || of === gradients.get(id)?.id);
  return {
    width: layout.width,
    height: layout.height + HEADER + FOOTER,
    title: `Diagram: ${derivation.title}`,
    description: description(forward),
    headings: [],
    boxes: quantities.map((one): SceneBox => {
      const isCost = one.id === forward.find(({ symbol }) => symbol === derivation.cost.symbol)?.id;
      const kind = "pass" in one ? (isCost ? "cost" : "neuron") : "given";
      return {
        place: places.get(one.id)!,
        kind,
        lines: lines.get(one.id)!,
        caption: [],
        isHighlighted: isLit(one.id),
      };
    }),
    edges: forward.flatMap((step) =>
      step.uses
        .filter((id) => places.has(id))
        .map((id): SceneEdge => {
          const [from, to] = [places.get(id)!, places.get(step.id)!];
          return {
            from: [from.x + from.width / 2, from.y],
            to: [to.x - to.width / 2, to.y],
            forward: { isNegative: false, weight: 0.2 },
            ...(gradients.has(id) ? { backward: { isNegative: false, weight: 0.2 } } : {}),
            labelAt: undefined,
            via: columns.flatMap((_, c) => places.get(laneId(id, step.id, c)) ?? []),
            isHighlighted: isLit(id) && isLit(step.id),
          };
        }),
    ),
    legend: [
      ["forward", "forward: values"],
      ["backward", "backward: gradients"],
    ],
    remark: "",
  };
}

/** Ids in columns, each as near as can be to the height of what it uses. */
function inColumns({ givens }: Derivation, forward: readonly Step[]): string[][] {
  const uses = new Map<string, readonly string[]>([
    ...givens.map(({ id }) => [id, []] as const),
    ...forward.map((step) => [step.id, step.uses] as const),
  ]);
  const depths = depthsOf(uses);
  // A given stands right before the first step that uses it.
  for (const { id } of givens) {
    const users = forward.filter((step) => step.uses.includes(id)).map((step) => depths.get(step.id)!);
    if (users.length > 0) depths.set(id, Math.min(...users) - 1);
  }
  const columns: string[][] = Array.from({ length: 1 + Math.max(...depths.values()) }, () => []);
  for (const [id, depth] of depths) columns[depth]!.push(id);
  for (const step of forward) {
    for (const id of step.uses.filter((one) => depths.has(one))) {
      // An arrow over several columns gets a lane in each, so that it does not run behind the boxes there.
      let before = id;
      for (let c = depths.get(id)! + 1; c < depths.get(step.id)!; c++) {
        const lane = laneId(id, step.id, c);
        columns[c]!.push(lane);
        uses.set(lane, [before]);
        before = lane;
      }
    }
  }
  const heights = new Map<string, number>();
  for (const ids of columns) {
    const wish = (id: string): number => {
      const before = uses.get(id)!.flatMap((one) => heights.get(one) ?? []);
      return before.length === 0 ? 0.5 : before.reduce((a, b) => a + b, 0) / before.length;
    };
    ids.sort((a, b) => wish(a) - wish(b));
    ids.forEach((id, i) => heights.set(id, (i + 0.5) / ids.length));
  }
  return columns;
}

function laneId(from: string, to: string, column: number): string {
  return `${from} ${to} ${column}`;
}

function linesOf(one: Given | Step, gradient: Step | undefined, { convention }: Derivation): SceneLine[] {
  const write = ({ name, value, shape }: Given | Step): string => {
    if (typeof value === "number") return `${name} = ${numberText(value, convention.digits)}`;
    return shape.length === 0 ? name : `${name} ${formatShape(shape)}`;
  };
  return [
    { text: write(one), pass: "forward" },
    ...(gradient === undefined ? [] : [{ text: write(gradient), pass: "backward" } as const]),
  ];
}

function description(forward: readonly Step[]): string {
  const parts = forward.map(
    ({ name, uses }) => `${name} from ${uses.length === 0 ? "nothing" : uses.join(", ")}`,
  );
  return `Steps from left to right: ${parts.join("; ")}.`;
}
