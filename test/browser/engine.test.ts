import { beforeAll, expect, it } from "vitest";
import { SECURITY_HEADERS } from "../../src/cli/studio/securityHeaders.ts";
import { describeInBrowser, openPage, type PageOptions } from "../support/browser.ts";
import {
  runProgram,
  trainDigits,
  type ProgramResult,
  type TrainingRequest,
  type TrainingResult,
} from "./engineScript.ts";
import { call, scriptSite, type ScriptSite } from "./scriptSite.ts";

const {
  "Cross-Origin-Opener-Policy": _opener,
  "Cross-Origin-Embedder-Policy": _embedder,
  ...NOT_ISOLATED
} = SECURITY_HEADERS;

describeInBrowser("the built library in Chromium", (browser) => {
  let files: ScriptSite;
  beforeAll(async () => {
    files = await scriptSite(new URL("engineScript.ts", import.meta.url));
  });
  const open = (options: Omit<PageOptions, "site"> = {}) =>
    openPage(browser(), { site: files.site, ...options });
  const trainInNode = (request: TrainingRequest) => trainDigits(files.library, request);

  it.each<TrainingRequest>([{ threads: 1 }, { threads: 2 }, { threads: 2, precision: "f64" }])(
    "trains to the same bits as in Node: %o",
    async (request) => {
      const { page, complaints } = await open();
      expect(await page.evaluate("crossOriginIsolated")).toBe(true);
      const result = await call<TrainingResult>(page, "trainDigits", request);
      const node = await trainInNode({ ...request, threads: 1 });
      expect(result).toEqual({ ...node, threads: request.threads, notes: [], active: request.threads });
      expect(new Set(result.costs).size).toBe(2);
      expect(result.testAccuracy).toBeGreaterThan(0.5);
      // The training is over, and so are its threads.
      await expect.poll(() => page.workers().length).toBe(0);
      expect(complaints).toEqual([]);
    },
  );

  it.each([1, 2])("compiles, writes, runs, reads and disposes, on %i threads", async (threads) => {
    const { page, complaints } = await open();
    const result = await call<ProgramResult>(page, "runProgram", { threads });
    expect(result).toEqual({ ...(await runProgram(files.library, { threads: 1 })), active: threads });
    expect(result.afterwards).toMatch(/dispose/);
    await expect.poll(() => page.workers().length).toBe(0);
    expect(complaints).toEqual([]);
  });

  it.each<[string, Omit<PageOptions, "site">, RegExp]>([
    [
      "a page that is not isolated",
      { headers: NOT_ISOLATED },
      /^one thread computes: the page is not cross-origin isolated, .*; serve it with the headers Cross-Origin-Opener-Policy/,
    ],
    [
      "a page without SharedArrayBuffer",
      { before: "delete globalThis.SharedArrayBuffer" },
      /^one thread computes: there is no SharedArrayBuffer here$/,
    ],
    [
      "a page without workers",
      { before: "delete globalThis.Worker" },
      /^one thread computes: there are no workers here$/,
    ],
  ])("computes on one thread in %s, and says so once", async (_, options, note) => {
    const { page, complaints } = await open(options);
    const result = await call<TrainingResult>(page, "trainDigits", { threads: 2 });
    const node = await trainInNode({ threads: 1 });
    expect(result).toEqual({ ...node, notes: [expect.stringMatching(note) as string] });
    expect(page.workers()).toEqual([]);
    expect(complaints).toEqual([]);
  });

  it("computes on one thread where the page's policy lets no worker start", async () => {
    const policy = SECURITY_HEADERS["Content-Security-Policy"]!.replace(" blob:; manifest", "; manifest");
    const { page, complaints } = await open({
      headers: { ...SECURITY_HEADERS, "Content-Security-Policy": policy },
    });
    const result = await call<TrainingResult>(page, "trainDigits", { threads: 2 });
    expect(result).toEqual({ ...(await trainInNode({ threads: 1 })), threads: 2, active: 1 });
    // The browser itself tells about it.
    expect(complaints.length).toBeGreaterThan(0);
    for (const complaint of complaints) expect(complaint).toMatch(/Content Security Policy|blob:/i);
  });
});
