import { existsSync, readdirSync, readFileSync } from "node:fs";
import { posix } from "node:path";
import { ROOT } from "./sources.ts";

/** The pages at the top of the project and those of docs/. */
export function pages(): string[] {
  const pagesOf = (folder: string): string[] =>
    readdirSync(ROOT + folder).filter((file) => file.endsWith(".md"));
  return [...pagesOf(""), ...pagesOf("docs").map((file) => `docs/${file}`)];
}

/** The links of a page to files of the project that are not there: `docs/layout.md:3 add-an-op.md`. */
export function brokenLinks(path: string): string[] {
  const lines = readFileSync(ROOT + path, "utf8").split("\n");
  const links = lines.flatMap((line, i) =>
    [...line.matchAll(/\]\(([^)#\s]+)/g)].map(([, link]) => ({ link: link!, line: i + 1 })),
  );
  return links
    .filter(({ link }) => !/^[a-z]+:/.test(link) && !existsSync(ROOT + posix.join(posix.dirname(path), link)))
    .map(({ link, line }) => `${path}:${line} ${link}`);
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
