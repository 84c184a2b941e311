import { useEffect, useRef } from "preact/hooks";
import uPlot, { type AlignedData } from "uplot";
import "uplot/dist/uPlot.min.css";
import { colour } from "../theme/colour.ts";
import { isDark } from "../theme/theme.ts";
import { axes } from "./chartAxes.ts";
import { useInView } from "./useInView.ts";

export interface Line {
  readonly name: string;
  /** Which of the series colours, from 1; curves are told apart by their dashes too. */
  readonly style: number;
  /** Points as well, where there are few of them. */
  readonly points?: boolean;
}

export interface ChartProps {
  readonly label: string;
  readonly lines: readonly Line[];
  /** x, then one column for each line. */
  readonly columns: readonly (readonly (number | null)[])[];
  readonly log?: boolean;
  /** The ends of the y axis; as the numbers need by default. */
  readonly range?: readonly [number, number];
  readonly format: (value: number) => string;
}

/** No dash twice: who does not see the colours still can tell the curves apart. */
const DASHES = [[], [7, 4], [2, 3], [10, 3, 2, 3], [1, 2], [12, 6]];
const HEIGHT = 180;

/** Curves over the epochs, painted anew as they grow. */
export function LineChart(props: ChartProps) {
  const host = useRef<HTMLDivElement>(null);
  const chart = useRef<uPlot>();
  const inView = useInView(host).value;
  const { lines, columns, log = false } = props;
  const key = JSON.stringify([lines, log, props.range, isDark.value]);

  useEffect(() => {
    const element = host.current!;
    const made = new uPlot(optionsOf(props, element.clientWidth), dataOf(props), element);
    chart.current = made;
    const observer = new ResizeObserver(() => {
      made.setSize({ width: element.clientWidth, height: HEIGHT });
    });
    observer.observe(element);
    return () => {
      observer.disconnect();
      made.destroy();
    };
  }, [key]);

  useEffect(() => {
    if (inView) chart.current?.setData(dataOf(props));
  }, [inView, columns, key]);

  return (
    <>
      <div class="chart" ref={host} role="img" aria-label={props.label} />
      <ul class="legend" aria-hidden="true">
        {lines.map(({ name, style }, i) => (
          <li key={name}>
            <svg width="26" height="8" viewBox="0 0 26 8">
              <line
                class={`series-${((style - 1) % 6) + 1}`}
                x1="1"
                x2="25"
                y1="4"
                y2="4"
                stroke-dasharray={dashOf(style).join(" ")}
              />
            </svg>
            {name} <span class="number">{lastOf(columns[i + 1], props.format)}</span>
          </li>
        ))}
      </ul>
    </>
  );
}

function optionsOf({ lines, log = false, range, format }: ChartProps, width: number): uPlot.Options {
  return {
    width,
    height: HEIGHT,
    padding: [8, 16, 0, 0],
    legend: { show: false },
    cursor: { drag: { x: false, y: false }, points: { size: 6 }, y: false },
    scales: {
      x: { time: false },
      y: { ...(range && { range: [...range] }) },
    },
    axes: axes(format, log),
    series: [
      {},
      ...lines.map(({ name, style, points = false }) => ({
        label: name,
        stroke: colour(`series-${((style - 1) % 6) + 1}`),
        width: 1.75,
        dash: dashOf(style),
        spanGaps: true,
        points: { show: points, size: 4 },
      })),
    ],
  };
}

function dashOf(style: number): number[] {
  return DASHES[(style - 1) % DASHES.length]!;
}

/** uPlot wants a column for each line, before there is anything to show too. On a logarithmic axis it gets logarithms. */
function dataOf({ lines, columns, log = false }: ChartProps): AlignedData {
  const [x = [], ...curves] = columns;
  return [
    x as number[],
    ...lines.map((_, i) => (log ? (curves[i] ?? []).map(logarithm) : [...(curves[i] ?? [])])),
  ];
}

/** There is no place for 0. */
function logarithm(value: number | null): number | null {
  return value !== null && value > 0 ? Math.log10(value) : null;
}

function lastOf(column: readonly (number | null)[] | undefined, format: (value: number) => string): string {
  const value = column?.findLast((entry) => entry !== null) ?? null;
  return value === null ? "" : format(value);
}
