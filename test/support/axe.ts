import { createRequire } from "node:module";
import { readFile } from "node:fs/promises";
import type { Page } from "playwright-core";

/** What of a page axe looks at: all, where nothing is said. */
export interface AxeScope {
  /** CSS selectors of what is looked at. */
  readonly include?: readonly string[];
  /** CSS selectors of what is not. */
  readonly exclude?: readonly string[];
}

/** What axe finds against a page, each as the rule and the element. */
export async function violations(page: Page, { include, exclude }: AxeScope = {}): Promise<string[]> {
  await page.evaluate(await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8"));
  const scope = JSON.stringify({
    ...(include !== undefined && { include: include.map((selector) => [selector]) }),
    ...(exclude !== undefined && { exclude: exclude.map((selector) => [selector]) }),
  });
  return page.evaluate<string[]>(
    `axe.run(${scope === "{}" ? "document" : scope}).then(({ violations }) => violations.flatMap(({ id, nodes }) =>
      nodes.map(({ html }) => id + ": " + html.slice(0, 200))))`,
  );
}
