import { theme, THEMES } from "../theme/theme.ts";

const NAMES = { auto: "Automatic", light: "Light", dark: "Dark" } as const;
const SIGNS = { auto: "◐", light: "○", dark: "●" } as const;

/** Goes through the three: as the system says, light, dark. */
export function ThemeButton() {
  const next = THEMES[(THEMES.indexOf(theme.value) + 1) % THEMES.length]!;
  return (
    <button
      type="button"
      class="theme-button quiet"
      title={`Colours: ${NAMES[theme.value]}`}
      aria-label={`Colours: ${NAMES[theme.value]}. Change to ${NAMES[next]}.`}
      onClick={() => {
        theme.value = next;
      }}
    >
      <span aria-hidden="true">{SIGNS[theme.value]}</span>
    </button>
  );
}
