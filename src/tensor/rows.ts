import type { HostArray } from "./hostArray.ts";
import { ValueError } from "../util/errors.ts";

/** Refuses indices that name no row; they are only known when the graph runs. */
export function requireRows(where: string, indices: HostArray, rows: number, what = "rows"): void {
  const place = indices.data.findIndex((index) => !(Number.isInteger(index) && index >= 0 && index < rows));
  if (place >= 0) {
    throw new ValueError(
      `${where}(): index ${indices.data[place] ?? ""} at place ${place} names none of ${rows} ${what}; ` +
        (rows === 0 ? "there are none" : `indices go from 0 to ${rows - 1}`),
    );
  }
}
