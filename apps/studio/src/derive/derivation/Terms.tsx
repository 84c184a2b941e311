import type { Derivation, Element, Term } from "backproof/explain";
import { count } from "../../parts/format.ts";
import { keyOf } from "../keys.ts";
import { lights } from "../lit.ts";
import { signed, text } from "../parts/text.ts";
import { Formula } from "./Formula.tsx";
import type { LiveSymbol } from "./liveSymbols.ts";

/** One number as the sum that it is: each term, its factors, and how much of the whole it makes. */
export function Terms({
  element: { terms, total, count: all },
  symbols,
  digits,
}: {
  readonly element: Element;
  readonly symbols: readonly LiveSymbol[];
  readonly digits: Derivation["convention"]["digits"];
}) {
  const largest = terms.reduce((most, { value }) => Math.max(most, Math.abs(value)), 0) || 1;
  return (
    <div class="derive-terms">
      <ul>
        {terms.map(({ formula, value, factors }) => (
          <TermRow
            key={formula}
            {...{ formula, value, symbols, digits }}
            numbers={productOf(factors, value, digits)}
            keys={factors.map(({ of, index }) => keyOf(of, index)).join(" ")}
            share={Math.abs(value) / largest}
          />
        ))}
      </ul>
      <p class="derive-total">
        {all > terms.length && <span>{count(all - terms.length)} more terms; </span>}
        <span>{all === 1 ? "one term" : `sum of ${count(all)} terms`}</span>
        <strong class="number">{text(total, digits)}</strong>
      </p>
    </div>
  );
}

/** The numbers that make a term; nothing where it is no plain product of them, as with a slope σ′(z) of a z. */
function productOf(factors: Term["factors"], value: number, digits: number): string {
  const product = factors.reduce((all, factor) => all * factor.value, 1);
  if (factors.length < 2 || Math.abs(product - value) > 1e-12 * Math.max(1, Math.abs(value))) return "";
  // In the order of the formula: weights, gradients, then values.
  const rank = (of: string): number => (of.startsWith("W") ? 0 : /^(?:delta|dC)/.test(of) ? 1 : 2);
  return factors
    .toSorted((a, b) => rank(a.of) - rank(b.of))
    .map((factor) => text(factor.value, digits))
    .join(" · ");
}

function TermRow({
  formula,
  numbers,
  value,
  keys,
  share,
  symbols,
  digits,
}: {
  readonly formula: string;
  readonly numbers: string;
  readonly value: number;
  readonly keys: string;
  readonly share: number;
  readonly symbols: readonly LiveSymbol[];
  readonly digits: number;
}) {
  const sign = value < 0 ? "minus" : "plus";
  return (
    <li class="derive-term" tabIndex={0} {...lights(keys.split(" "))}>
      <Formula latex={formula} symbols={symbols} />
      <span class="number quiet">{numbers}</span>
      <svg class={`derive-share ${sign}`} viewBox="0 0 60 8" aria-hidden="true">
        <rect x="0" y="1" width={Math.max(1, 60 * share)} height="6" />
      </svg>
      <span class={`number value ${sign}`}>{signed(value, digits)}</span>
    </li>
  );
}
