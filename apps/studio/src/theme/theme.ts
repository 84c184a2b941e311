import { computed, effect, signal } from "@preact/signals";

export const THEMES = ["auto", "light", "dark"] as const;
/** What the reader chose; `auto` is what the system says. */
export type Theme = (typeof THEMES)[number];

const KEY = "backproof-studio theme";
const system = window.matchMedia("(prefers-color-scheme: dark)");
const systemIsDark = signal(system.matches);
system.addEventListener("change", ({ matches }) => {
  systemIsDark.value = matches;
});

export const theme = signal<Theme>(remembered());

/** Pictures on canvases read this, so that they are painted anew when the colours change. */
export const isDark = computed(() => (theme.value === "auto" ? systemIsDark.value : theme.value === "dark"));

effect(() => {
  document.documentElement.dataset["theme"] = theme.value;
  try {
    window.localStorage.setItem(KEY, theme.value);
  } catch {
    // Storage may be forbidden: then the choice holds for this visit.
  }
});

function remembered(): Theme {
  try {
    const kept = window.localStorage.getItem(KEY);
    return THEMES.find((name) => name === kept) ?? "auto";
  } catch {
    return "auto";
  }
}
