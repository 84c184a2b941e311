// Trains W1 in a browser with the very files that Node runs, and prints how fast: 784-30-10, sigmoid, quadratic cost, SGD 3.0.
//   npm run build && node bench/browser.mjs [--browser /usr/bin/chromium] [--data-dir MNIST] [--threads 1,2] [--epochs 4]
// Without --data-dir it trains on the built-in digits. The studio's server isolates the page, or it would have no threads.
import { Buffer } from "node:buffer";
import { existsSync } from "node:fs";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { chromium } from "playwright-core";

const { values: options } = parseArgs({
  options: {
    browser: { type: "string", default: "/usr/bin/chromium" },
    "data-dir": { type: "string" },
    threads: { type: "string", default: "1,2" },
    epochs: { type: "string", default: "4" },
    patience: { type: "string", default: "120" },
  },
});
const dist = fileURLToPath(new URL("../dist/", import.meta.url));
if (!existsSync(`${dist}index.js`)) fail("dist/ is not built; run npm run build");
if (!existsSync(options.browser)) fail(`there is no browser at ${options.browser}; name one with --browser`);

const { serve } = await import("../dist/cli/studio/server.js");
const { readSite, siteFile } = await import("../dist/cli/studio/site.js");
const { findMnistFolder, mnistSite } = await import("../dist/cli/studio/mnistFiles.js");

const script = `
import { builtInDigits, createNetwork, engine, engines, train } from "/library/index.js";
import { MNIST_FILES, mnistFromBytes } from "/library/data/mnist.js";

export async function run({ isMnist, threads, epochs }) {
  const data = isMnist ? await fetchMnist() : builtInDigits();
  await report({ isolated: crossOriginIsolated, engines: engines().map(({ engine, detail, reason }) => ({ engine, detail, reason })) });
  for (const count of threads) {
    const backend = engine({ engine: "wasm", threads: count });
    const network = createNetwork({ sizes: [784, 30, 10], seed: 0 });
    for await (const event of train({ network, data, backend, epochs, batchEvents: 0 })) {
      if (event.event !== "epoch") continue;
      const { epoch, cost, testAccuracy, samplesPerSecond } = event;
      await report({ threads: backend.threads, epoch, cost, testAccuracy, samplesPerSecond: Math.round(samplesPerSecond) });
    }
  }
}

async function fetchMnist() {
  const read = async ([part, { name }]) => [part, new Uint8Array(await (await fetch("/data/" + name)).arrayBuffer())];
  return mnistFromBytes(Object.fromEntries(await Promise.all(Object.entries(MNIST_FILES).map(read))));
}
`;

const dataDir = options["data-dir"];
const isMnist = dataDir !== undefined;
const site = new Map([
  ...(await readSite(dist, "/library/")),
  ...(isMnist ? mnistSite(await findMnistFolder(dataDir, { env: {} })) : []),
  ["/", siteFile("/index.html", Buffer.from("<!doctype html><title>W1</title>"))],
  ["/script.js", siteFile("/script.js", Buffer.from(script))],
]);
const server = await serve({ site, port: 0 });
const browser = await chromium.launch({
  executablePath: options.browser,
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-sync"],
});
try {
  const page = await browser.newPage();
  await page.exposeFunction("report", (message) => {
    console.log(JSON.stringify(message));
  });
  await page.goto(server.url);
  const threads = options.threads.split(",").map(Number);
  const request = JSON.stringify({ isMnist, threads, epochs: Number(options.epochs) });
  const run = page.evaluate(`import("/script.js").then(({ run }) => run(${request}))`);
  await Promise.race([run, late(Number(options.patience))]);
} catch (error) {
  console.error(String(error));
  process.exitCode = 1;
} finally {
  await browser.close();
  await server.close();
}

function late(seconds) {
  return new Promise((_, reject) => {
    const timer = globalThis.setTimeout(() => {
      reject(new Error(`no result in ${seconds} s`));
    }, seconds * 1000);
    timer.unref();
  });
}

function fail(reason) {
  console.error(`bench/browser.mjs: ${reason}`);
  process.exit(2);
}
