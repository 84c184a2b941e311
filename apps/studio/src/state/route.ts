import { computed, signal } from "@preact/signals";
import { FIRST_PANEL, PANELS, type PanelId } from "../panels.ts";

/** Where we are: `#/train?data=moons` is the panel `train` with its own settings after the question mark. */
export interface Route {
  readonly panel: PanelId;
  readonly settings: URLSearchParams;
}

const hash = signal(window.location.hash);
window.addEventListener("hashchange", () => {
  hash.value = window.location.hash;
});

export const route = computed<Route>(() => parseRoute(hash.value));

/** Reads an address; one that names no panel leads to the first. */
export function parseRoute(text: string): Route {
  const [path = "", query = ""] = text.replace(/^#\/?/, "").split("?");
  const panel = PANELS.find(({ id }) => id === path)?.id ?? FIRST_PANEL;
  return { panel, settings: new URLSearchParams(query) };
}

/** The address of a panel. */
export function addressOf(panel: PanelId, settings = new URLSearchParams()): string {
  const query = settings.toString();
  return `#/${panel}${query === "" ? "" : `?${query}`}`;
}

/** Goes to a panel. */
export function goTo(panel: PanelId, settings?: URLSearchParams): void {
  window.location.hash = addressOf(panel, settings);
}
