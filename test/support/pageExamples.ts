import { existsSync, readdirSync, readFileSync } from "node:fs";
import { ROOT } from "./sources.ts";

/** The README and the pages of docs/. */
export function pages(): string[] {
  const docs = existsSync(`${ROOT}docs`)
    ? readdirSync(`${ROOT}docs`).filter((file) => file.endsWith(".md"))
    : [];
  return [...(existsSync(`${ROOT}README.md`) ? ["README.md"] : []), ...docs.map((file) => `docs/${file}`)];
}

/**
 * The ```ts blocks of a page as one program, each line where it stands on the page.
 *
 * A block can use what the blocks before it have declared, and declare the same name anew.
 */
export function pageProgram(path: string): string {
  return programOf(readFileSync(ROOT + path, "utf8"));
}

export function programOf(page: string): string {
  let open = 0;
  let inside = false;
  const lines = page.split("\n").map((line) => {
    if (!inside && /^```ts\s*$/.test(line)) {
      inside = true;
      open++;
      return "{";
    }
    if (line.startsWith("```")) inside = false;
    return inside ? line : "";
  });
  return lines.join("\n") + "}".repeat(open);
}
