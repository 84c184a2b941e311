import { existsSync } from "node:fs";
import { chromium, type Browser, type BrowserContextOptions, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, onTestFinished } from "vitest";
import { serve, type ServeOptions } from "../../src/cli/studio/server.ts";

const PLACES = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

/** What Playwright does not already switch off: tests have no sandbox and no graphics, and a browser asks nobody for anything. */
const FLAGS = [
  ...["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"],
  ...["--disable-background-networking", "--disable-component-update", "--disable-sync"],
];

/** Where Chromium is: `CHROME_PATH`, or the first of the usual places that has one. */
export function findBrowser(): { readonly path: string } | { readonly reason: string } {
  const named = process.env["CHROME_PATH"];
  const path = (named === undefined ? PLACES : [named]).find((place) => existsSync(place));
  if (path !== undefined) return { path };
  return { reason: `there is no Chromium at ${named ?? PLACES.join(", ")}; install it, or set CHROME_PATH` };
}

/**
 * `describe` for tests in Chromium.
 *
 * Where there is none they are skipped, and the reason is printed. Where `CI` is set they fail instead.
 */
export function describeInBrowser(title: string, tests: (browser: () => Browser) => void): void {
  const found = findBrowser();
  let browser: Browser | undefined;
  const started = (): Browser => {
    if (browser === undefined) throw new Error("the browser starts with the first test, not before");
    return browser;
  };
  if ("reason" in found && (process.env["CI"] ?? "") === "") {
    console.log(`${title}: skipped, for ${found.reason}`);
    describe.skip(title, () => {
      tests(started);
    });
    return;
  }
  // A page on a machine that does other work may stand still for a minute.
  describe(title, { timeout: 240_000 }, () => {
    beforeAll(async () => {
      if ("reason" in found) throw new Error(found.reason);
      browser = await chromium.launch({ executablePath: found.path, args: FLAGS });
    });
    afterAll(async () => {
      await browser?.close();
    });
    tests(started);
  });
}

export interface PageOptions extends Pick<ServeOptions, "site" | "headers"> {
  /** The window's size, colours, and the like. */
  readonly context?: BrowserContextOptions;
  /** A script to run in the page before its own. */
  readonly before?: string;
}

/** A page of a site that is served for it alone, by the studio's own server. */
export interface OpenPage {
  readonly page: Page;
  readonly url: string;
  /** What went wrong so far: errors and warnings on the console, requests that failed or went to another origin. */
  readonly complaints: string[];
}

/** Opens the first page of a site in a fresh profile; gone when the test is over. */
export async function openPage(
  browser: Browser,
  { context: options = {}, before, ...served }: PageOptions,
): Promise<OpenPage> {
  const server = await serve({ ...served, port: 0 });
  onTestFinished(() => server.close());
  const context = await browser.newContext(options);
  onTestFinished(() => context.close());
  const page = await context.newPage();
  const complaints = complaintsOf(page, server.url);
  if (before !== undefined) await page.addInitScript({ content: before });
  await page.goto(server.url);
  return { page, url: server.url, complaints };
}

function complaintsOf(page: Page, origin: string): string[] {
  const complaints: string[] = [];
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type()))
      complaints.push(`${message.type()}: ${message.text()}`);
  });
  page.on("pageerror", (error) => complaints.push(`uncaught: ${String(error)}`));
  page.on("request", (request) => {
    const url = request.url();
    if (!url.startsWith(origin) && !/^(?:blob|data):/.test(url)) complaints.push(`another origin: ${url}`);
  });
  page.on("requestfailed", (request) => {
    complaints.push(`failed: ${request.url()} ${request.failure()?.errorText ?? ""}`);
  });
  return complaints;
}
