import { effect } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { isLit, lit } from "../lit.ts";
import type { LiveSymbol } from "./liveSymbols.ts";
import { markSymbols } from "./markSymbols.ts";
import { loadTemml, temml } from "./temml.ts";

/** A formula as MathML. Its symbols light up the diagram, and the diagram lights up its symbols. */
export function Formula({
  latex,
  symbols = [],
  block = false,
}: {
  readonly latex: string;
  readonly symbols?: readonly LiveSymbol[];
  readonly block?: boolean;
}) {
  const host = useRef<HTMLSpanElement>(null);
  const setter = temml.value;
  useEffect(loadTemml, []);

  useEffect(() => {
    const element = host.current;
    if (element === null || setter === null) return;
    // Temml sets styles on the elements themselves, which the page's policy allows; a text with style="…" it would not.
    setter.render(latex, element, { displayMode: block, throwOnError: false });
    if (symbols.length === 0) return;
    markSymbols(element, symbols, setter);
    const marked = [...element.querySelectorAll("[data-key]")];
    return effect(() => {
      for (const one of marked) one.classList.toggle("lit", isLit(one.getAttribute("data-key")!));
    });
  }, [latex, symbols, block, setter]);

  const light = (event: PointerEvent): void => {
    const key = (event.target as Element).closest("[data-key]")?.getAttribute("data-key");
    const next = key === null || key === undefined ? [] : [key];
    if (next.join() !== lit.peek().join()) lit.value = next;
  };
  return (
    <span
      ref={host}
      class={`derive-formula ${block ? "block" : ""}`}
      {...(symbols.length > 0 && {
        onPointerOver: light,
        onPointerLeave: () => {
          lit.value = [];
        },
      })}
    >
      {setter === null ? <code>{latex}</code> : null}
    </span>
  );
}
