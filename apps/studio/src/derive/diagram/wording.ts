import { units } from "./picture.ts";
import { count } from "../../parts/format.ts";

/** `779 more` */
export function unitsHidden(layer: number): string {
  return `${count(units.value[layer]?.hidden ?? 0)} more`;
}
