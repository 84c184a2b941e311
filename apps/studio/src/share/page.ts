// What a link says of the page around the panels.
import "./page.css";
import { computed, effect, signal } from "@preact/signals";
import { CONTROLS, type ControlName } from "./controls.ts";
import type { Words } from "./codec/link.ts";
import { WordReader } from "./codec/wordReader.ts";
import { LinkError } from "./codec/linkError.ts";

/** Controls that a teacher has hidden. */
export const hidden = signal<readonly ControlName[]>([]);
/** Whether the page is part of another one: then it has no header. */
export const isEmbedded = signal(false);

export const pageWords = computed(() => wordsOf(isEmbedded.value, hidden.value));

/** `embed=yes`, `hide=tabs,derive-convention`. */
export function wordsOf(embedded: boolean, hide: readonly ControlName[]): Words {
  return { ...(embedded && { embed: "yes" }), ...(hide.length > 0 && { hide: hide.join(",") }) };
}

/** @throws LinkError for a control that is not there */
export function readPageWords(words: Words): { embedded: boolean; hide: readonly ControlName[] } {
  const reader = new WordReader(words, "the page");
  const embedded = reader.choice("embed", ["yes", "no"], "no") === "yes";
  const hide = reader.take(
    "hide",
    (text, where) => text.split(",").map((name) => controlOf(name, where)),
    [],
  );
  return { embedded, hide };
}

function controlOf(name: string, where: string): ControlName {
  const found = CONTROLS.find((control) => control.name === name);
  if (found !== undefined) return found.name;
  const names = CONTROLS.map((control) => control.name).join(", ");
  throw new LinkError(
    `${where} must name controls out of ${names}, got ${JSON.stringify(name)}; correct it or leave it out.`,
  );
}

/** Hides by a style sheet: the panels need not know. */
export function applyPage(): void {
  const sheet = new CSSStyleSheet();
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  effect(() => {
    const selectors = CONTROLS.filter(({ name }) => hidden.value.includes(name)).map(
      ({ selector }) => selector,
    );
    sheet.replaceSync(selectors.length === 0 ? "" : `${selectors.join(",")}{display:none !important}`);
  });
  effect(() => {
    document.documentElement.toggleAttribute("data-embedded", isEmbedded.value);
  });
}
