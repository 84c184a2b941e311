import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** The project's root folder, with a slash at its end. */
export const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/** Texts by path from the project's root, such as `src/ops/add.ts`. */
export type Sources = ReadonlyMap<string, string>;

/** All TypeScript files in a folder of the project and in the folders below it, by path; none where there is no such folder. */
export function readSources(folder: string): Sources {
  if (!existsSync(ROOT + folder)) return new Map();
  const paths = readdirSync(ROOT + folder, { recursive: true, encoding: "utf8" })
    .map((path) => `${folder}/${path.replaceAll("\\", "/")}`)
    .filter((path) => path.endsWith(".ts"))
    .sort();
  return new Map(paths.map((path) => [path, readFileSync(ROOT + path, "utf8")]));
}

/** How many lines a text has. */
export function lineCount(text: string): number {
  return text.trimEnd().split("\n").length;
}
