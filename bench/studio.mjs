// How the studio trains W1 on real MNIST in a browser: samples per second beside Node's on the same engine, and the longest
// task of the page's main thread meanwhile, which is how long the page may leave a click unanswered.
//   npm run build && node bench/studio.mjs --data-dir MNIST [--browser /usr/bin/chromium] [--seconds 20] [--rounds 3]
import { existsSync } from "node:fs";
import { performance } from "node:perf_hooks";
import process from "node:process";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { chromium } from "playwright-core";

const { values: options } = parseArgs({
  options: {
    browser: { type: "string", default: "/usr/bin/chromium" },
    "data-dir": { type: "string" },
    seconds: { type: "string", default: "20" },
    rounds: { type: "string", default: "3" },
  },
});
const dist = fileURLToPath(new URL("../dist/", import.meta.url));
if (!existsSync(`${dist}studio/index.html`)) fail("dist/studio is not built; run npm run build");
if (!existsSync(options.browser)) fail(`there is no browser at ${options.browser}; name one with --browser`);
if (options["data-dir"] === undefined) fail("name MNIST's folder with --data-dir");

const { serve } = await import("../dist/cli/studio/server.js");
const { readSite } = await import("../dist/cli/studio/site.js");
const { findMnistFolder, mnistSite } = await import("../dist/cli/studio/mnistFiles.js");
const { createNetwork, engine, train } = await import("../dist/index.js");
const { loadMnist } = await import("../dist/data/node/index.js");

const SAMPLES = 60_000;
const milliseconds = 1000 * Number(options.seconds);
const folder = await findMnistFolder(options["data-dir"], { env: {} });
const site = new Map([...(await readSite(`${dist}studio`)), ...mnistSite(folder)]);
const data = await loadMnist({ dataDir: options["data-dir"] });

for (let round = 0; round < Number(options.rounds); round++) {
  const studio = await trainInStudio();
  const node = await trainInNode(studio.threads);
  const share = (studio.samplesPerSecond / node.samplesPerSecond).toFixed(2);
  console.log(JSON.stringify({ round: round + 1, studio, node, studioByNode: share }));
}

/** Trains in the page, and looks at the clock, the number of epochs and what the browser notes about its tasks. */
async function trainInStudio() {
  const server = await serve({ site, port: 0 });
  const browser = await chromium.launch({
    executablePath: options.browser,
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-sync"],
  });
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    await page.goto(`${server.url}#/train?data=mnist`);
    const fact = (name) => page.locator(`[data-fact="${name}"]`);
    const numberOf = async (name) => Number((await fact(name).innerText()).replace(/[,%\s]/g, ""));
    await fact("epoch").filter({ hasText: "0.00" }).waitFor();
    const note = await page.getByText(/These may change/).innerText();
    await page.getByRole("button", { name: "Train", exact: true }).click();
    // Compilers warm up, the first pictures are drawn.
    await sleep(5000);
    const speeds = [];
    const [start, from] = [performance.now(), await numberOf("epoch")];
    while (performance.now() - start < milliseconds) {
      await sleep(500);
      speeds.push(await numberOf("samples / s"));
    }
    const [end, to] = [performance.now(), await numberOf("epoch")];
    const longest = await longestTask(browser, page);
    return {
      note,
      threads: Number(/(\d+) threads?/.exec(note)?.[1] ?? 1),
      samplesPerSecond: median(speeds),
      withPictures: Math.round(((to - from) * SAMPLES * 1000) / (end - start)),
      testAccuracy: await fact("test accuracy").innerText(),
      ...longest,
    };
  } finally {
    await browser.close();
    await server.close();
  }
}

/** The tasks of the page's main thread while it trains on, as the browser's own trace has them. */
async function longestTask(browser, page) {
  await browser.startTracing(page, { categories: ["toplevel", "disabled-by-default-devtools.timeline"] });
  await sleep(milliseconds);
  const { traceEvents } = JSON.parse(new globalThis.TextDecoder().decode(await browser.stopTracing()));
  // The browser may keep another page ready, which does nothing.
  const mains = traceEvents
    .filter(({ name, args }) => name === "thread_name" && args.name === "CrRendererMain")
    .map(({ pid, tid }) => `${pid} ${tid}`);
  const tasks = traceEvents
    .filter(({ ph, name, pid, tid }) => ph === "X" && name === "RunTask" && mains.includes(`${pid} ${tid}`))
    .map(({ dur }) => dur / 1000)
    .sort((a, b) => b - a);
  return {
    tasks: tasks.length,
    longestTaskMs: Math.round(10 * tasks[0]) / 10,
    tasksOver16Ms: tasks.filter((ms) => ms > 16).length,
    busyPercent: Math.round((100 * tasks.reduce((sum, ms) => sum + ms, 0)) / milliseconds),
  };
}

/** The same network on the same engine here. */
async function trainInNode(threads) {
  const backend = engine({ engine: "wasm", threads });
  const network = createNetwork({ sizes: [784, 30, 10], seed: 0 });
  const speeds = [];
  for await (const event of train({ network, data, backend, epochs: 1000, batchEvents: 0 })) {
    if (event.event !== "epoch") continue;
    speeds.push(event.samplesPerSecond);
    if (speeds.length * SAMPLES > (1.5e6 * Number(options.seconds)) / 5) break;
  }
  return { node: process.version, samplesPerSecond: median(speeds.slice(2)) };
}

function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return Math.round(sorted[sorted.length >> 1]);
}

function fail(reason) {
  console.error(`bench/studio.mjs: ${reason}`);
  process.exit(2);
}
