import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Browser } from "playwright-core";
import { readSite, type Site } from "../../src/cli/studio/site.ts";
import { describeInBrowser, openPage, type OpenPage, type PageOptions } from "../support/browser.ts";
import { describe } from "vitest";

const dist = fileURLToPath(new URL("../../dist/studio", import.meta.url));
let site: Promise<Site> | undefined;

/** Opens the built studio at a panel, as `#/train`. */
export async function openStudio(
  browser: Browser,
  panel: string,
  options: Omit<PageOptions, "site"> & { readonly extra?: Site } = {},
): Promise<OpenPage> {
  const files = await (site ??= readSite(dist));
  const opened = await openPage(browser, { ...options, site: new Map([...files, ...(options.extra ?? [])]) });
  // A slow machine must not turn a test red.
  opened.page.setDefaultTimeout(60_000);
  await opened.page.goto(`${opened.url}#/${panel}`);
  return opened;
}

/**
 * `describeInBrowser` for the built studio: skipped with the reason where it is not built, but in CI it must be.
 */
export function describeStudio(title: string, tests: (browser: () => Browser) => void): void {
  if (existsSync(`${dist}/index.html`) || (process.env["CI"] ?? "") !== "") {
    describeInBrowser(title, tests);
    return;
  }
  console.log(`${title}: skipped, for dist/studio is not built; run npm run build`);
  describe.skip(title, () => {
    tests(() => {
      throw new Error("skipped");
    });
  });
}
