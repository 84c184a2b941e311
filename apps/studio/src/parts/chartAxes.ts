import type uPlot from "uplot";
import { colour } from "../theme/colour.ts";
import { powerOfTen } from "./format.ts";

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
      size: 50,
      gap: 4,
      space: 32,
      ...(log && { splits: decades }),
      values: (_, splits) => splits.map(log ? powerOfTen : format),
    },
  ];
}

/** As many lines as have room. */
const MOST_LINES = 5;

/** Whole powers of ten between two logarithms; where there is hardly one, the halves between them (about 3) as well. */
function decades(_: uPlot, __: number, least: number, most: number): number[] {
  const wide = most - least;
  const step = wide < 2 ? 0.5 : Math.ceil(wide / MOST_LINES);
  const first = Math.ceil(least / step);
  const last = Math.floor(most / step);
  return Array.from({ length: Math.max(0, last - first + 1) }, (___, i) => (first + i) * step);
}
