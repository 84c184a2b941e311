import type uPlot from "uplot";
import { colour } from "../theme/colour.ts";

/** Quiet axes: thin lines, small numbers, epochs below. */
export function axes(format: (value: number) => string): uPlot.Axis[] {
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
      size: 54,
      gap: 4,
      space: 32,
      values: (_, splits) => splits.map((value) => ((value as number | null) === null ? "" : format(value))),
    },
  ];
}
