import { inside, refusal, type Place } from "./place.ts";

/**
 * Refuses an object that lacks an optional key but has it in the plural or in capitals, such as `targets`: ignoring it
 * would mean something else than its writer meant.
 */
export function refuseMisspelt(value: unknown, optional: readonly string[], place: Place): void {
  if (typeof value !== "object" || value === null) return;
  for (const key of Object.keys(value)) {
    const meant = optional.find((name) => name === plain(key));
    if (meant !== undefined && meant !== key && !(meant in value)) {
      throw refusal(inside(place, key), `must be called "${meant}"; rename it`);
    }
  }
}

function plain(key: string): string {
  return key.toLowerCase().replace(/s$/, "");
}
