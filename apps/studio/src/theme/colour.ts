import { isDark } from "./theme.ts";

const found = new Map<string, string>();

/** The present value of a colour of `styles/tokens.css`, for what is painted on a canvas: `colour("accent")`. */
export function colour(token: string): string {
  const key = `${token} ${isDark.value}`;
  const known = found.get(key);
  if (known !== undefined) return known;
  // A custom property holds text; only as the colour of an element does it become one.
  const probe = document.createElement("span");
  probe.hidden = true;
  probe.style.color = `var(--${token})`;
  document.body.append(probe);
  const value = getComputedStyle(probe).color;
  probe.remove();
  found.set(key, value);
  return value;
}

/** Red, green, blue from 0 to 255. */
export function channels(token: string): readonly [number, number, number] {
  const [r = 0, g = 0, b = 0] = (colour(token).match(/[\d.]+/g) ?? []).map(Number);
  return [r, g, b];
}
