// What Derive shows, as files.
import { signal } from "@preact/signals";
import type { Derivation } from "backproof/explain";
import { colour } from "../../theme/colour.ts";
import { download } from "../files/download.ts";
import { toPng } from "./png.ts";
import { standaloneSvg, type Picture } from "./standaloneSvg.ts";

/** The derivation to export; null while there is none. The panel that derives says it. */
export const exported = signal<Derivation | null>(null);

/** The formats of a derivation: as the library calls them, as the page does, and the file's ending and type. */
export const DERIVATION_FORMATS = [
  { format: "latex", title: "LaTeX", ending: "tex", type: "application/x-tex" },
  { format: "markdown", title: "Markdown", ending: "md", type: "text/markdown" },
  { format: "html", title: "HTML", ending: "html", type: "text/html" },
  { format: "text", title: "Text", ending: "txt", type: "text/plain" },
  { format: "json", title: "JSON", ending: "json", type: "application/json" },
] as const;

export type DerivationFormat = (typeof DERIVATION_FORMATS)[number];

/** @throws Error where there is nothing to export */
export async function exportDerivation({ format, ending, type }: DerivationFormat): Promise<void> {
  const derivation = required(exported.peek());
  const { render } = await import("backproof/explain");
  download(
    new Blob([await render(derivation, format)], { type: `${type};charset=utf-8` }),
    `derivation.${ending}`,
  );
}

/** @throws Error where there is nothing to export */
export function exportSvg(): void {
  download(new Blob([diagram().text], { type: "image/svg+xml" }), "diagram.svg");
}

/** @throws Error where there is nothing to export, or the picture is too large */
export async function exportPng(): Promise<void> {
  download(await toPng(diagram()), "diagram.png");
}

function diagram(): Picture {
  const derivation = required(exported.peek());
  const shown = required(document.querySelector<SVGSVGElement>("svg.derive-diagram"));
  return standaloneSvg(shown, `Diagram: ${derivation.title}`, colour("surface"));
}

function required<T>(thing: T | null): T {
  if (thing === null) throw new Error("There is nothing to export yet; wait until the network is derived.");
  return thing;
}
