import { readable } from "./format.ts";
import { logScale, logTicks } from "./scale.ts";
import { useWidth } from "../parts/useWidth.ts";

const HEIGHT = 106;
const LINE = 56;
const EDGE = 12;

/** η on a logarithmic ruler, beside 1/λ and 2/λ. The sentence below says the same. */
export function RateRuler({ rate, lambda }: { readonly rate: number; readonly lambda: number }) {
  const { ref, width } = useWidth<HTMLDivElement>();
  return (
    <div ref={ref} class="descend-room">
      {width.value > 0 && <Ruler rate={rate} lambda={lambda} width={width.value} />}
    </div>
  );
}

function Ruler({
  rate,
  lambda,
  width,
}: {
  readonly rate: number;
  readonly lambda: number;
  readonly width: number;
}) {
  const limit = lambda > 0 ? 2 / lambda : undefined;
  const all = limit === undefined ? [rate] : [rate, limit];
  const range = [Math.min(1e-3, ...all) / 2, Math.max(100, ...all) * 4] as const;
  const { toPixel } = logScale(range, [EDGE, width - EDGE]);
  const decades = logTicks(range);
  // Where they would run into each other, not every decade has a number.
  const every = Math.ceil((decades.length * 44) / width);
  const at = toPixel(rate);
  return (
    <svg class="descend-ruler" width={width} height={HEIGHT} aria-hidden="true">
      {limit !== undefined && <Zones at={toPixel(limit)} end={width - EDGE} isLeft={rate > limit} />}
      <path d={`M${EDGE} ${LINE}H${width - EDGE}`} class="axis" />
      {decades.map((value, i) => (
        <g key={value} transform={`translate(${toPixel(value)} ${LINE})`}>
          <line y1="-4" y2="4" />
          {i % every === 0 && <text y="27">{readable(value)}</text>}
        </g>
      ))}
      <path class="pointer" d={`M${at} ${LINE - 2}l-7 -13h14Z`} />
      <text class="now" x={at} y="13">
        η
      </text>
      <line class="now" x1={at} x2={at} y1="17" y2={LINE - 14} />
    </svg>
  );
}

/** Where η converges and where it diverges, with 2/λ between. */
function Zones({
  at,
  end,
  isLeft,
}: {
  readonly at: number;
  readonly end: number;
  /** Whether 2/λ is written to the left of its line, since η stands on the right. */
  readonly isLeft: boolean;
}) {
  return (
    <>
      <rect class="safe" x={EDGE} y={LINE - 9} width={at - EDGE} height="18" />
      <path class="unsafe" d={hatching(at, end, LINE - 9, 18)} />
      <line class="limit" x1={at} x2={at} y1={LINE - 36} y2={LINE + 12} />
      <text class={isLeft ? "left" : "right"} x={isLeft ? at - 5 : at + 5} y={LINE - 27}>
        2/λ
      </text>
      <text class="left" x={at - 5} y={HEIGHT - 6}>
        converges
      </text>
      <text class="right" x={at + 5} y={HEIGHT - 6}>
        diverges
      </text>
    </>
  );
}

/** Slanted lines over a box: divergence is marked by more than a colour. */
function hatching(left: number, right: number, top: number, height: number): string {
  const gap = 7;
  const count = Math.max(0, Math.floor((right - left - height) / gap) + 1);
  return Array.from(
    { length: count },
    (_, i) => `M${left + i * gap} ${top + height}l${height} ${-height}`,
  ).join("");
}
