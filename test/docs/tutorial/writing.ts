import { shown } from "../../../src/explain/numbers.ts";
import { latexToText } from "../../../src/explain/text/latexToText.ts";

/** A number in a sentence: as many digits as are shown in formulas, and a minus that is one. */
export function number(value: number, digits = 4): string {
  return latexToText(shown(value, digits)).replaceAll("-", "−");
}

/** A vector in a sentence: `(0.5866, 0.5744)`. */
export function vector(values: Iterable<number>, digits = 4): string {
  return `(${[...values].map((value) => number(value, digits)).join(", ")})`;
}

/** A whole number with commas: `23,860`. */
export function count(value: number): string {
  return value.toLocaleString("en-US");
}

/** `10⁻⁹`, once it is certain that all numbers are smaller. */
export function below(exponent: number, ...values: readonly number[]): string {
  const bound = `10^{${exponent}}`;
  must(
    values.every((value) => Math.abs(value) < 10 ** exponent),
    `${values.join(", ")} are below ${bound}`,
  );
  return latexToText(bound).replaceAll("-", "−");
}

/** A sentence of the page relies on this. */
export function must(holds: boolean, claim: string): void {
  if (!holds) throw new Error(`the page says, and it is not so: ${claim}`);
}

/** A table of Markdown. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  return [line(head), `|${"---|".repeat(head.length)}`, ...rows.map(line)].join("\n");
}
