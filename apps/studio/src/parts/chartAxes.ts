import type uPlot from "uplot";
import { colour } from "../theme/colour.ts";

/** Quiet axes: thin lines, small numbers, epochs below. */
export function axes(format: (value: number) => string, log: boolean): uPlot.Axis[] {
  const common = {
    stroke: colour("muted"),
    font: "11px system-ui, sans-serif",
    grid: { stroke: colour("line"), width: 1 },
    ticks: { show: false },
  };
  return [
    { ...common, size: 26, gap: 4, space: 60, grid: { show: false } },
    {
      ...common,
      size: 56,
      gap: 4,
      space: 32,
      ...(log && { splits: decades }),
      values: (_, splits) => splits.map(format),
    },
  ];
}

/** As many lines as fit between the labels. */
const MOST_DECADES = 5;

/** Powers of ten, every second or third one where they are many. */
function decades(_: uPlot, __: number, least: number, most: number): number[] {
  const [low, high] = [Math.ceil(Math.log10(least) - 1e-9), Math.floor(Math.log10(most) + 1e-9)];
  const every = Math.ceil((high - low + 1) / MOST_DECADES);
  const powers: number[] = [];
  for (let power = low; power <= high; power += every) powers.push(10 ** power);
  return powers;
}
