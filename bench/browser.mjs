// Trains W1 in a browser with the very files that Node runs, and prints how fast: 784-30-10, sigmoid, quadratic cost, SGD 3.0.
//   npm run build && node bench/browser.mjs [--browser /usr/bin/chromium] [--data-dir MNIST] [--threads 1,2] [--epochs 4]
// Without --data-dir it trains on the built-in digits. The page is isolated (COOP and COEP), or it would have no threads.
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { extname, join, normalize } from "node:path";
import process from "node:process";
import { clearTimeout, setTimeout } from "node:timers";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

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
const dataDir = options["data-dir"];
if (!existsSync(join(dist, "index.js"))) fail("dist/ is not built; run npm run build");
if (!existsSync(options.browser)) fail(`there is no browser at ${options.browser}; name one with --browser`);

const TYPES = { ".js": "text/javascript", ".html": "text/html" };
const PARTS = {
  trainImages: "train-images-idx3-ubyte.gz",
  trainLabels: "train-labels-idx1-ubyte.gz",
  testImages: "t10k-images-idx3-ubyte.gz",
  testLabels: "t10k-labels-idx1-ubyte.gz",
};

const page = `<!doctype html><meta charset="utf-8"><title>W1</title><script type="module">
const send = (message) => fetch("/report", { method: "POST", body: JSON.stringify(message) });
try {
  const { builtInDigits, createNetwork, engine, engines, train } = await import("/dist/index.js");
  const { mnistFromBytes } = await import("/dist/data/mnist.js");
  const parts = ${JSON.stringify(dataDir === undefined ? {} : PARTS)};
  const read = async ([part, name]) => [part, new Uint8Array(await (await fetch("/data/" + name)).arrayBuffer())];
  const files = Object.fromEntries(await Promise.all(Object.entries(parts).map(read)));
  const data = Object.keys(files).length > 0 ? await mnistFromBytes(files) : builtInDigits();
  await send({ isolated: crossOriginIsolated, engines: engines().map(({ engine, detail, reason }) => ({ engine, detail, reason })) });
  for (const threads of ${JSON.stringify(options.threads.split(",").map(Number))}) {
    const backend = engine({ engine: "wasm", threads });
    const network = createNetwork({ sizes: [784, 30, 10], seed: 0 });
    for await (const event of train({ network, data, backend, epochs: ${Number(options.epochs)}, batchEvents: 0 })) {
      if (event.event !== "epoch") continue;
      const { epoch, cost, testAccuracy, samplesPerSecond } = event;
      await send({ threads: backend.threads, epoch, cost, testAccuracy, samplesPerSecond: Math.round(samplesPerSecond) });
    }
  }
  await send({ done: true });
} catch (error) {
  await send({ error: String(error?.stack ?? error) });
}
</script>`;

const server = createServer((request, response) => {
  response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
  response.setHeader("Cross-Origin-Embedder-Policy", "require-corp");
  const path = normalize(new URL(request.url ?? "/", "http://localhost").pathname);
  if (path === "/report") {
    let text = "";
    request.on("data", (chunk) => (text += chunk));
    request.on("end", () => {
      response.end();
      report(JSON.parse(text));
    });
    return;
  }
  const file = path.startsWith("/dist/") ? join(dist, path.slice(6)) : join(dataDir ?? dist, path.slice(6));
  if (path === "/") response.setHeader("Content-Type", TYPES[".html"]).end(page);
  else if (existsSync(file))
    response
      .setHeader("Content-Type", TYPES[extname(file)] ?? "application/octet-stream")
      .end(readFileSync(file));
  else response.writeHead(404).end();
});

const profile = mkdtempSync(join(tmpdir(), "backproof-browser-"));
let browser;
server.listen(0, "127.0.0.1", () => {
  const url = `http://127.0.0.1:${server.address().port}/`;
  const flags = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
  ];
  browser = spawn(options.browser, [...flags, "--disable-sync", `--user-data-dir=${profile}`, url], {
    stdio: "ignore",
  });
});
const timer = setTimeout(() => end(1, "no result in time"), Number(options.patience) * 1000);

function report(message) {
  if (message.error !== undefined) end(1, message.error);
  else if (message.done === true) end(0);
  else console.log(JSON.stringify(message));
}

function end(code, reason) {
  if (reason !== undefined) console.error(reason);
  clearTimeout(timer);
  browser?.once("exit", () => {
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
    process.exit(code);
  });
  browser?.kill("SIGKILL");
}

function fail(reason) {
  console.error(`bench/browser.mjs: ${reason}`);
  process.exit(2);
}
