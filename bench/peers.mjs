// Trains the workloads of `backproof bench` here and with other libraries, in turn, and prints a table in Markdown.
//   npm run build && node bench/peers.mjs --peers FOLDER [--install] [--write]
// bench/peers.md says what it runs and what the options are.
import { spawn } from "node:child_process";
import {
  copyFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { availableParallelism, cpus, tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const WORKLOADS = ["W1", "W2", "W3", "W4"];
const PAGE = fileURLToPath(new URL("peers.md", import.meta.url));
const PACKAGES = [
  ["@tensorflow/tfjs@4.22.0", "@tensorflow/tfjs-backend-wasm@4.22.0"],
  ["@jax-js/jax@0.1.25"],
];

const options = readOptions();
let child;
let stopped = false;
for (const signal of ["SIGINT", "SIGTERM"]) {
  process.on(signal, () => {
    console.error("stopping; what was measured follows");
    stopped = true;
    child?.kill();
  });
}
const scratch = options.install ? mkdtempSync(join(tmpdir(), "backproof-peers-")) : undefined;
try {
  await main();
} finally {
  if (scratch !== undefined) rmSync(scratch, { recursive: true, force: true });
}

async function main() {
  const scripts = scratch === undefined ? options.peers : await install(scratch);
  const [results, absent] = [new Map(), new Map()];
  const wanted = ({ name }) =>
    options.only.length === 0 || options.only.some((part) => name.startsWith(part));
  const contenders = [...ours(), ...peers(scripts)].filter(wanted);
  for (const { name, missing } of contenders) if (missing !== undefined) absent.set(name, missing);
  for (let round = 1; round <= options.rounds; round++) {
    // Every other round runs backwards, so that a machine that grows warm slows nobody in particular.
    for (const contender of round % 2 === 1 ? contenders : [...contenders].reverse()) {
      if (absent.has(contender.name) || stopped) continue;
      console.error(`round ${round} of ${options.rounds}: ${contender.name}`);
      const { lines, reason } = await run(contender);
      for (const one of lines) keep(results, contender.read(one), round);
      if (reason !== undefined)
        absent.set(contender.name, lines.length > 0 ? `stopped half-way: ${reason}` : reason);
    }
  }
  const text = page(results, absent);
  console.log(text);
  if (options.write && !stopped) writePage(text);
}

function readOptions() {
  const list = (text) => (text ?? "").split(",").filter((part) => part !== "");
  const { values } = parseArgs({
    options: {
      peers: { type: "string", default: process.env.BACKPROOF_PEERS ?? "" },
      "data-dir": { type: "string", default: process.env.BACKPROOF_DATA ?? "" },
      backproof: { type: "string", default: fileURLToPath(new URL("../dist/cli/main.js", import.meta.url)) },
      python: { type: "string", default: "python3" },
      node24: { type: "string", default: process.execPath },
      rounds: { type: "string", default: "3" },
      workload: { type: "string", default: WORKLOADS.join() },
      threads: { type: "string", default: [1, 2, 4].filter((n) => n <= availableParallelism()).join() },
      only: { type: "string", default: "" },
      quick: { type: "boolean", default: false },
      install: { type: "boolean", default: false },
      write: { type: "boolean", default: false },
    },
  });
  const [workloads, threads] = [list(values.workload), list(values.threads)];
  const unknown = workloads.find((name) => !WORKLOADS.includes(name));
  const isCount = (text) => /^[1-9]\d*$/.test(text);
  const demands = [
    [values.peers !== "", "name the folder of the peers' scripts with --peers or BACKPROOF_PEERS"],
    [existsSync(values.peers), `--peers must be a folder, got "${values.peers}"`],
    [existsSync(values.backproof), `there is no "${values.backproof}"; run npm run build first`],
    [isCount(values.rounds), `--rounds must be a whole number from 1 on, got "${values.rounds}"`],
    [unknown === undefined, `--workload must be some of ${WORKLOADS.join()}, got "${unknown}"`],
    [threads.every(isCount), `--threads must be numbers as 1,2, got "${values.threads}"`],
  ];
  const broken = demands.find(([isMet]) => !isMet);
  if (broken !== undefined) {
    console.error(`peers: ${broken[1]}`);
    process.exit(2);
  }
  const dataDir = values["data-dir"] === "" ? "" : resolve(values["data-dir"]);
  const peers = resolve(values.peers);
  return {
    ...values,
    ...{ peers, dataDir, workloads, threads, rounds: Number(values.rounds), only: list(values.only) },
  };
}

/** Our own engines, one at a time, so that a peer never waits for all of them. */
function ours() {
  const data = options.dataDir === "" ? [] : ["--data-dir", options.dataDir];
  const workloads = ["--workload", options.workloads.join()];
  const rest = [...workloads, ...data, ...(options.quick ? ["--quick"] : []), "--json"];
  const bench = [process.execPath, options.backproof, "bench", ...rest];
  return ["wasm", "blas"].flatMap((engine) =>
    options.threads.map((threads) => ({
      name: `backproof ${engine} ×${threads}`,
      command: [...bench, "--engine", engine, "--threads", threads],
      read: (one) => ({
        ...{ who: `backproof ${engine} ×${threads}`, isOurs: true, workload: one.workload, data: one.data },
        ...{ rate: one.samplesPerSecond, accuracy: one.testAccuracy },
      }),
    })),
  );
}

/** The others. A script that is not there, or does not run, is told and left out. */
function peers(folder) {
  const script = (name, file, command, needs, suffix = "") => ({
    name,
    missing: existsSync(join(folder, file)) ? needs : `there is no ${file}`,
    command,
    cwd: folder,
    read: (one) => ({
      ...{ who: `${one.peer}${suffix}`, isOurs: false, rate: one.samples_per_s, accuracy: one.test_acc },
      // "W2(sgd)": the workload with a difference, which the table tells.
      ...{ workload: one.workload.slice(0, 2), remark: one.workload.slice(2) },
    }),
  });
  const python = (file, ...rest) => [options.python, file, ...rest];
  const node = scratch === undefined ? options.node24 : (installedNode() ?? options.node24);
  const isOld = node === process.execPath && Number(process.versions.node.split(".")[0]) < 24;
  return [
    script("numpy per sample", "np_per_sample.py", python("np_per_sample.py")),
    script("numpy batched", "np_batched.py", python("np_batched.py")),
    ...options.threads.map((n) => script(`torch ×${n}`, "torch_mlp.py", python("torch_mlp.py", n))),
    ...options.threads.map((n) =>
      script(`tfjs wasm ×${n}`, "tfjs.mjs", [process.execPath, "tfjs.mjs", "wasm", n], undefined, ` ×${n}`),
    ),
    script(
      "jax-js",
      "jaxjs.mjs",
      [node, "jaxjs.mjs"],
      isOld ? "needs Node 24; name it with --node24" : undefined,
    ),
  ];
}

/** Runs a command to its end. */
function run({ command: [file, ...args], cwd }) {
  // Peers read MNIST from here; without it, from where their own folder has it.
  const env = { ...process.env, ...(options.dataDir === "" ? {} : { MNIST: options.dataDir }) };
  return new Promise((done) => {
    child = spawn(file, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
    const [out, errors] = [[], []];
    child.stdout.on("data", (chunk) => out.push(chunk));
    child.stderr.on("data", (chunk) => errors.push(chunk));
    child.on("error", (error) => done({ lines: [], reason: error.message }));
    child.on("close", (code, signal) => {
      const printed = out.join("").split("\n");
      const lines = printed.filter((one) => one.startsWith("{")).map((one) => JSON.parse(one));
      const said = errors.join("").trim().split("\n");
      const telling = said.findLast((one) => /error/i.test(one)) ?? said.at(-1);
      done({
        lines,
        reason: code === 0 && lines.length > 0 ? undefined : telling.trim() || `ended with ${signal ?? code}`,
      });
    });
  });
}

function keep(results, { who, isOurs, workload, rate, accuracy, remark = "", data = "" }, round) {
  if (!options.workloads.includes(workload)) return;
  if (data === "digits")
    console.error(`${who}, ${workload}: the built-in digits, as MNIST is absent; see --data-dir`);
  if (!results.has(who)) results.set(who, { isOurs, workloads: new Map() });
  const { workloads } = results.get(who);
  if (!workloads.has(workload)) workloads.set(workload, { rates: [], accuracy, remark });
  workloads.get(workload).rates[round] = rate;
}

function page(results, absent) {
  const [mine, others] = [true, false].map((own) => [...results].filter(([, { isOurs }]) => isOurs === own));
  const best = new Map(
    options.workloads.map((workload) => [
      workload,
      Math.max(0, ...mine.map(([, one]) => medianOf(one, workload) ?? 0)),
    ]),
  );
  const losses = [];
  const rows = [...mine, ...others].map(([who, one]) => [
    who,
    ...options.workloads.map((workload) => cell(who, one, workload, best.get(workload), losses)),
  ]);
  const verdict = losses.length === 0 ? "No peer here was faster." : `We lose: ${losses.join("; ")}.`;
  const accuracies = [...mine, ...others].map(([who, { workloads }]) => [
    who,
    ...options.workloads.map((workload) => percent(workloads.get(workload)?.accuracy)),
  ]);
  return [
    `Samples per second, median of ${options.rounds} rounds${options.quick ? " (quick)" : ""}; in brackets how many times as fast the best of our engines is.`,
    "",
    ...markdown(["", ...options.workloads], rows),
    "",
    ...(mine.length === 0 || others.length === 0 ? [] : [verdict, ""]),
    "Test accuracy after the training that each reports.",
    "",
    ...markdown(["", ...options.workloads], accuracies),
    "",
    ...(absent.size === 0 ? [] : ["Absent:", "", ...[...absent].map(([who, why]) => `- ${who}: ${why}`), ""]),
    `${cpus()[0]?.model.trim() ?? "unknown processor"}, ${availableParallelism()} cores, Node ${process.versions.node}, ${new Date().toISOString().slice(0, 10)}.`,
  ].join("\n");
}

function cell(who, one, workload, best, losses) {
  const rate = medianOf(one, workload);
  if (rate === undefined) return "–";
  const count = Math.round(rate).toLocaleString("en-US");
  if (one.isOurs) return rate === best ? `**${count}**` : count;
  const { remark } = one.workloads.get(workload);
  if (best === 0) return `${count} ${remark}`.trim();
  const ratio = best / rate;
  if (ratio < 1) losses.push(`${workload} to ${who} (×${ratio.toPrecision(2)})`);
  return `${count} (×${ratio.toPrecision(2)})${remark === "" ? "" : ` ${remark}`}`;
}

function medianOf({ workloads }, workload) {
  const { rates: ofRounds = [] } = workloads.get(workload) ?? {};
  const rates = ofRounds.filter((rate) => rate !== undefined).sort((a, b) => a - b);
  if (rates.length === 0) return undefined;
  return (rates[(rates.length - 1) >> 1] + rates[rates.length >> 1]) / 2;
}

function percent(share) {
  return typeof share === "number" ? `${(100 * share).toFixed(1)} %` : "–";
}

function markdown(titles, rows) {
  const line = (cells) => `| ${cells.join(" | ")} |`;
  return [line(titles), line(titles.map((_, i) => (i === 0 ? "---" : "---:"))), ...rows.map(line)];
}

/** Puts the tables into their place on the page. */
function writePage(text) {
  const place = /(?<=<!-- table -->)[^]*?(?=<!-- end of table -->)/;
  writeFileSync(
    PAGE,
    readFileSync(PAGE, "utf8").replace(place, () => `\n\n${text}\n\n`),
  );
}

/** A folder of its own with the peers' scripts beside the packages that they import: the repository stays as it is. */
async function install(folder) {
  for (const file of readdirSync(options.peers).filter((name) => /\.(mjs|py)$/.test(name))) {
    copyFileSync(join(options.peers, file), join(folder, file));
  }
  // The scripts look for MNIST beside their own folder, which the copy has left.
  if (options.dataDir === "" && existsSync(join(options.peers, "../data/mnist"))) {
    options.dataDir = resolve(options.peers, "../data/mnist");
  }
  writeFileSync(join(folder, "package.json"), '{ "private": true, "type": "module" }\n');
  // One after another, so that one that cannot be had does not take the others along.
  for (const packages of [...PACKAGES, [`${nodePackage()}@24`]]) {
    console.error(`installing ${packages.join(" ")} in a temporary folder`);
    const npm = process.platform === "win32" ? "npm.cmd" : "npm";
    const args = ["install", "--prefix", folder, "--ignore-scripts", "--no-audit", "--no-fund", ...packages];
    const { reason } = await run({ command: [npm, ...args], cwd: folder });
    if (!existsSync(join(folder, "node_modules", packages[0].replace(/@[^@/]*$/, "")))) {
      console.error(`could not install ${packages[0]}: ${reason}`);
    }
  }
  return folder;
}

function nodePackage() {
  return `node-${process.platform === "win32" ? "win" : process.platform}-${process.arch}`;
}

function installedNode() {
  const path = join(
    scratch,
    "node_modules",
    nodePackage(),
    process.platform === "win32" ? "bin/node.exe" : "bin/node",
  );
  return existsSync(path) ? path : undefined;
}
