import { readFile } from "node:fs/promises";
import { dirname } from "node:path";
import { pathToFileURL } from "node:url";
import type { Page } from "playwright-core";
import ts from "typescript";
import { readSite, siteFile, type Site } from "../../src/cli/studio/site.ts";
import type * as Library from "../../src/index.ts";
import { build } from "../cli/build.ts";

const PAGE = `<!doctype html><html lang="en"><title>test</title><link rel="icon" href="data:,"></html>`;

export interface ScriptSite {
  readonly site: Site;
  /** The site's own files of the library, loaded by Node. */
  readonly library: typeof Library;
}

/**
 * A site with an empty page, the library as it is published, and a script.
 *
 * @param script a module in TypeScript that imports nothing but types; its functions take the library first
 */
export async function scriptSite(script: URL): Promise<ScriptSite> {
  const built = dirname(dirname(await build()));
  const { outputText } = ts.transpileModule(await readFile(script, "utf8"), {
    compilerOptions: {
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.ESNext,
      verbatimModuleSyntax: true,
    },
  });
  const own = { "/index.html": PAGE, "/script.js": outputText };
  const site = await readSite(built, "/library/");
  for (const [path, text] of Object.entries(own)) site.set(path, siteFile(path, Buffer.from(text)));
  site.set("/", site.get("/index.html")!);
  const library = (await import(
    /* @vite-ignore */ pathToFileURL(`${built}/index.js`).href
  )) as typeof Library;
  return { site, library };
}

/** Calls one of the script's functions in the page, with the library and one more argument. */
export function call<T>(page: Page, name: string, argument: unknown): Promise<T> {
  // A text, for the test runner would put imports of its own in place of these.
  return page.evaluate<T>(
    `Promise.all([import("/script.js"), import("/library/index.js")])
      .then(([script, library]) => script.${name}(library, ${JSON.stringify(argument)}))`,
  );
}
