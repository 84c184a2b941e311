import type Temml from "temml";
import type { LiveSymbol } from "./liveSymbols.ts";

const known = new Map<string, string>();

/** Gives every symbol in a formula the key of the number that it stands for, as `data-key`. */
export function markSymbols(formula: Element, symbols: readonly LiveSymbol[], setter: typeof Temml): void {
  const keys = new Map(symbols.map(({ latex, key }) => [shapeOfLatex(latex, setter), key]));
  const visit = (element: Element): void => {
    const key = keys.get(shapeOf(element));
    if (key === undefined) [...element.children].forEach(visit);
    else element.setAttribute("data-key", key);
  };
  [...formula.children].forEach(visit);
}

/** A formula's structure without spacing and classes: two that look alike have the same. */
function shapeOf(element: Element): string {
  const children = [...element.children];
  const name = element.localName;
  if (children.length === 0) return `${name}:${element.textContent}`;
  const inside = children.map(shapeOf).join(",");
  return children.length === 1 && /^(?:mrow|mstyle|math)$/.test(name) ? inside : `${name}(${inside})`;
}

function shapeOfLatex(latex: string, setter: typeof Temml): string {
  const before = known.get(latex);
  if (before !== undefined) return before;
  const host = document.createElement("span");
  setter.render(latex, host, { throwOnError: false });
  const shape = host.firstElementChild === null ? latex : shapeOf(host.firstElementChild);
  known.set(latex, shape);
  return shape;
}
