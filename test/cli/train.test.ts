import { createHash } from "node:crypto";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { engine } from "../../src/engines.ts";
import type { NetworkFile } from "../../src/format/networkFile.ts";
import { temporaryFolder } from "../data/node/temporaryFolder.ts";
import { files as mnistFiles, plain } from "../data/node/smallMnist.ts";
import { MNIST_PARTS } from "../../src/data/mnist.ts";
import { golden, goldenNames, writeCsv, writeIdxFolder, writeNetwork } from "./files.ts";
import { jsonLines, run, runHere, type Result } from "./run.ts";

const SMALL_DIGITS = ["train", "digits", "--train", "200", "--test", "50"];
const ESCAPE = "\u001b";

const readNetwork = async (path: string) => JSON.parse(await readFile(path, "utf8")) as NetworkFile;
/** What computes on this machine where no option says. */
const engineHere = () => {
  const { name, precision, threads } = engine();
  return { engine: name, precision, threads };
};
const lastOf = (result: Result) => jsonLines(result).at(-1)!;

describe("train follows PyTorch", () => {
  it("has optimizer runs to compare with", async () => {
    expect((await goldenNames()).length).toBeGreaterThanOrEqual(8);
  });

  it.each(["adam-b13.json", "adam-b5.json", "momentum-b13.json", "momentum-b5.json"])("in %s", follows);
  it.each(["rmsprop-b13.json", "rmsprop-b5.json", "sgd-b13.json", "sgd-b5.json"])("in %s", follows);

  async function follows(name: string): Promise<void> {
    const folder = await temporaryFolder();
    const { network, train, expected } = await golden(name);
    const path = join(folder, "start.json");
    const out = join(folder, "out.json");
    await writeFile(path, JSON.stringify(network));
    const args = [
      "train",
      path,
      "--no-shuffle",
      "--engine",
      "reference",
      "--optimizer",
      train.optimizer,
      "--out",
      out,
    ];
    const numbers = [
      "--lr",
      String(train.lr),
      "--batch",
      String(train.batch),
      "--epochs",
      String(train.epochs),
    ];
    // One of them through a process of its own: the same code, but slower to start.
    const result =
      name === "adam-b5.json"
        ? await run([...args, ...numbers], folder)
        : await runHere([...args, ...numbers]);
    expect(result).toMatchObject({ code: 0, stderr: "" });
    const trained = await readNetwork(out);
    expected.forEach((layer, l) => {
      expect(distance(trained.layers[l]!.weights.flat(), layer.weights.flat())).toBeLessThan(1e-9);
      expect(distance(trained.layers[l]!.bias, layer.bias)).toBeLessThan(1e-9);
    });
    expect(trained.input).toEqual(network.input);
  }
});

describe("train on the built-in digits", () => {
  it("prints plain lines into a pipe, one an epoch, and saves to a new file", async () => {
    const folder = await temporaryFolder();
    const { code, stdout, stderr } = await run([...SMALL_DIGITS, "--epochs", "2"], folder);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).not.toContain(ESCAPE);
    expect(stdout).not.toContain("\r");
    const epochs = stdout.split("\n").filter((line) => line.startsWith("epoch "));
    expect(epochs).toHaveLength(2);
    expect(epochs[0]).toMatch(
      /^epoch 1\/2 {2}cost \d\.\d{4} {3}accuracy +[\d.]+ % {2}test +[\d.]+ % +[\d,]+ samples\/s +[\d.]+ m?s$/,
    );
    expect(stdout).toContain("784-30-10, sigmoid, quadratic cost");
    expect(stdout).toContain(
      "confusion on digits test: a row is the true class, a column the predicted one\n",
    );
    expect(stdout).toMatch(/test after epoch 2: accuracy [\d.]+ % \(\d+ of 50\), cost /);
    expect(stdout).toMatch(/best test accuracy: [\d.]+ % after epoch [12]\n/);
    expect(stdout).toContain("saved to backproof-digits.json\n");
    expect(stdout).toMatch(/digest [0-9a-f]{64}\n$/);
    const sizes = (await readNetwork(join(folder, "backproof-digits.json"))).layers.map(
      ({ bias }) => bias.length,
    );
    expect(sizes).toEqual([30, 10]);
  });

  it("never writes over a file that it was not told to write", async () => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, "backproof-digits.json"), "mine");
    const first = await run([...SMALL_DIGITS, "--epochs", "0", "--json"], folder);
    const second = await run([...SMALL_DIGITS, "--epochs", "0", "--json"], folder);
    expect([lastOf(first)["saved"], lastOf(second)["saved"]]).toEqual([
      "backproof-digits-2.json",
      "backproof-digits-3.json",
    ]);
    expect(await readFile(join(folder, "backproof-digits.json"), "utf8")).toBe("mine");
    expect(await readdir(folder)).toHaveLength(3);
  });

  it("prints only JSON with --json: an object an epoch, and one at the end", async () => {
    const folder = await temporaryFolder();
    const out = join(folder, "net.json");
    const result = await runHere([...SMALL_DIGITS, "--epochs", "2", "--seed", "7", "--out", out, "--json"]);
    const [first, second, done, ...rest] = jsonLines(result);
    expect(rest).toEqual([]);
    expect(Object.keys(first!)).toEqual([
      "event",
      "epoch",
      "cost",
      "accuracy",
      "testAccuracy",
      "testCost",
      "samplesPerSecond",
      "seconds",
    ]);
    expect([first!["epoch"], second!["epoch"]]).toEqual([1, 2]);
    expect(done).toMatchObject({
      event: "done",
      reason: "finished",
      epochs: 2,
      ...engineHere(),
      seed: 7,
      saved: out,
      testAccuracy: second!["testAccuracy"],
    });
    expect((done!["confusion"] as number[][]).flat().reduce((a, b) => a + b)).toBe(50);
  });

  it("gives a digest of the parameters that were saved: SHA-256 over little-endian float64 in the order W¹, b¹, W², b²", async () => {
    const folder = await temporaryFolder();
    const out = join(folder, "net.json");
    const { digest } = lastOf(
      await runHere([...SMALL_DIGITS, "--epochs", "1", "--out", out, "--format", "json"]),
    );
    const numbers = (await readNetwork(out)).layers.flatMap(({ weights, bias }) => [
      ...weights.flat(),
      ...bias,
    ]);
    const bytes = new DataView(new ArrayBuffer(8 * numbers.length));
    numbers.forEach((n, i) => {
      bytes.setFloat64(8 * i, n, true);
    });
    expect(digest).toBe(createHash("sha256").update(bytes).digest("hex"));
  });

  it("gives the same digest for the same seed, another for another", async () => {
    const digest = async (seed: string) =>
      lastOf(await runHere([...SMALL_DIGITS, "--epochs", "1", "--no-out", "--json", "--seed", seed]))[
        "digest"
      ];
    expect(await digest("3")).toBe(await digest("3"));
    expect(await digest("3")).not.toBe(await digest("4"));
  });

  it("says once that the reference does not use more threads", async () => {
    const { code, stdout, stderr } = await runHere([
      ...SMALL_DIGITS,
      "--engine",
      "reference",
      "--epochs",
      "1",
      "--threads",
      "4",
      "--no-out",
      "--json",
    ]);
    expect(code).toBe(0);
    expect(lastOf({ code, stdout, stderr })).toMatchObject({
      engine: "reference",
      precision: "f64",
      threads: 1,
      saved: null,
    });
    expect(stderr).toBe("the reference runs on one thread, not 4\n");
  });
});

describe("train on other data", () => {
  it("reads CSV, holds a fifth out, and names the classes in the confusion matrix", async () => {
    const folder = await temporaryFolder();
    const path = await writeCsv(folder);
    const { code, stdout } = await runHere(["train", path, "--layers", "4,2", "--epochs", "3", "--no-out"]);
    expect(code).toBe(0);
    expect(stdout).toContain("32 samples to train on, 8 to test on");
    expect(stdout).toMatch(/ {9}left {2}right\n/);
  });

  it("holds out the same rows for every seed", async () => {
    const folder = await temporaryFolder();
    const path = await writeCsv(folder);
    const results = await Promise.all(
      ["1", "2"].map(async (seed) => {
        const args = [
          "--layers",
          "2",
          "--epochs",
          "0",
          "--json",
          "--no-out",
          "--init",
          await initial(folder),
          "--seed",
          seed,
        ];
        return lastOf(await runHere(["train", path, ...args]))["testCost"];
      }),
    );
    expect(results[0]).toBe(results[1]);
  });

  async function initial(folder: string): Promise<string> {
    const path = join(folder, "init.json");
    await writeFile(
      path,
      JSON.stringify({
        layers: [
          {
            weights: [
              [1, 2],
              [3, 4],
            ],
            bias: [0, 0],
            activation: "sigmoid",
          },
        ],
      }),
    );
    return path;
  }

  it("takes real targets with identity outputs and a small learning rate", async () => {
    const folder = await temporaryFolder();
    const path = join(folder, "line.csv");
    await writeFile(path, Array.from({ length: 50 }, (_, i) => `${i / 50},${(3 * i) / 50 + 0.5}`).join("\n"));
    const result = await runHere(["train", path, "--layers", "8,1", "--epochs", "40", "--no-out", "--json"]);
    const [first, ...rest] = jsonLines(result);
    expect(first).toMatchObject({ accuracy: null, testAccuracy: null });
    expect(rest.at(-1)!["testCost"]).toBeLessThan((first!["testCost"] as number) / 2);
    expect(rest.at(-1)).toMatchObject({
      testAccuracy: null,
      confusion: null,
      best: { testCost: expect.any(Number) as number },
    });
  });

  it("reads a folder of IDX files without a test part", async () => {
    const folder = await temporaryFolder();
    const path = await writeIdxFolder(folder);
    const { code, stdout } = await runHere(["train", path, "--layers", "5,10", "--epochs", "1", "--no-out"]);
    expect(code).toBe(0);
    expect(stdout).toContain("network  4-5-10");
    expect(stdout).toContain("4 samples to train on, no test set");
  });

  it("reads MNIST from --data-dir", async () => {
    const folder = await temporaryFolder();
    await Promise.all(MNIST_PARTS.map((part) => writeFile(join(folder, mnistFiles[part].name), plain[part])));
    const { code, stdout, stderr } = await runHere([
      "train",
      "mnist",
      "--data-dir",
      folder,
      "--epochs",
      "1",
      "--no-out",
    ]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toContain("mnist train: 3 samples to train on, 2 to test on");
  });

  it("says which files MNIST needs where --data-dir lacks them", async () => {
    const folder = await temporaryFolder();
    const { code, stdout, stderr } = await runHere(["train", "mnist", "--data-dir", folder]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain("train-images-idx3-ubyte");
    expect(stderr).toContain(folder);
  });
});

describe("train starts", () => {
  it("from --init, with what the options change", async () => {
    const folder = await temporaryFolder();
    const init = await writeNetwork(folder);
    const out = join(folder, "out.json");
    const changes = ["--activation", "relu", "--output-activation", "softmax", "--cost", "cross-entropy"];
    const result = await runHere(["train", init, "--init", init, ...changes, "--epochs", "0", "--out", out]);
    expect(result.code).toBe(0);
    const [before, after] = [await readNetwork(init), await readNetwork(out)];
    expect(after.layers.map(({ activation }) => activation)).toEqual(["relu", "softmax"]);
    expect(after.cost).toBe("cross-entropy");
    expect(after.layers.map(({ weights }) => weights)).toEqual(before.layers.map(({ weights }) => weights));
  });

  it("anew on a network file's samples where --layers is given", async () => {
    const folder = await temporaryFolder();
    const init = await writeNetwork(folder);
    const out = join(folder, "out.json");
    await runHere(["train", init, "--layers", "5,3", "--epochs", "0", "--out", out]);
    expect((await readNetwork(out)).layers.map(({ bias }) => bias.length)).toEqual([5, 3]);
  });

  it.each([
    [["--cost", "cross-entropy"], "softmax"],
    [["--cost", "binary-cross-entropy", "--activation", "tanh"], "sigmoid"],
    [["--activation", "relu"], "sigmoid"],
    [["--activation", "relu", "--output-activation", "tanh"], "tanh"],
  ])("with %j and outputs of %s", async (options, expected) => {
    const folder = await temporaryFolder();
    const out = join(folder, "out.json");
    await runHere(["train", await writeCsv(folder), ...options, "--epochs", "0", "--out", out]);
    expect((await readNetwork(out)).layers.at(-1)!.activation).toBe(expected);
  });

  it.each([
    [["--layers", "4,4"], "--layers must be 4,3 as in"],
    [["--initializer", "normal"], "--initializer is for new weights"],
  ])("not with %j beside --init", async (options, message) => {
    const folder = await temporaryFolder();
    const init = await writeNetwork(folder);
    const { code, stderr } = await runHere(["train", init, "--init", init, ...options, "--no-out"]);
    expect(code).toBe(2);
    expect(stderr).toContain(message);
  });

  it("only where the last layer fits the targets", async () => {
    const { code, stdout, stderr } = await runHere([...SMALL_DIGITS, "--layers", "30,11", "--no-out"]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toBe(
      'backproof: --layers must end with 10, the number of targets of "digits train", got 30,11; write --layers 30,10\n',
    );
  });
});

describe("the options of training", () => {
  const changes = async (options: readonly string[]) => {
    const folder = await temporaryFolder();
    const path = await writeNetwork(folder);
    const result = await runHere(["train", path, "--epochs", "3", "--no-out", "--json", ...options]);
    expect(result).toMatchObject({ code: 0, stderr: "" });
    return lastOf(result)["digest"];
  };

  it("each lead to other parameters", async () => {
    const options = [
      [],
      ["--lr", "0.5"],
      ["--batch", "4"],
      ["--seed", "1"],
      ["--no-shuffle"],
      ["--weight-decay", "0.1"],
      ["--clip-norm", "0.01"],
      ["--clip-value", "0.001"],
      ["--schedule", "step", "--schedule-steps", "2"],
      ["--schedule", "step", "--schedule-steps", "2", "--schedule-factor", "0.5"],
      ["--schedule", "cosine"],
      ["--schedule", "cosine", "--schedule-steps", "2"],
      ["--warm-up", "3"],
      ...["momentum", "nesterov", "rmsprop", "adagrad", "adam", "adamw"].map((name) => ["--optimizer", name]),
      ["--optimizer", "momentum", "--momentum", "0.5"],
    ];
    const digests = await Promise.all(options.map(changes));
    expect(new Set(digests).size).toBe(options.length);
  });

  it("default to the learning rate that suits the optimizer", async () => {
    expect(await changes([])).toBe(await changes(["--lr", "3"]));
    expect(await changes(["--optimizer", "nesterov"])).toBe(
      await changes(["--optimizer", "nesterov", "--lr", "0.3"]),
    );
    expect(await changes(["--optimizer", "adam"])).toBe(
      await changes(["--optimizer", "adam", "--lr", "0.001"]),
    );
  });

  it("stop early with --patience and keep the best with --keep best", async () => {
    const folder = await temporaryFolder();
    const path = await writeNetwork(folder);
    const args = ["train", path, "--lr", "1e-9", "--epochs", "50", "--patience", "2", "--no-out", "--json"];
    const result = await runHere([...args, "--keep", "best"]);
    const done = lastOf(result);
    expect(done["reason"]).toBe("early-stopping");
    const best = done["best"] as { epoch: number };
    expect(done["epochs"]).toBe(best.epoch + 2);
    const short = lastOf(await runHere([...args, "--epochs", String(best.epoch)]));
    expect(done["digest"]).toBe(short["digest"]);
  });

  it.each([
    ["reference", "f64"],
    ["wasm", "f32"],
    ["wasm", "f64"],
  ])("say what broke where numbers leave the floats of %s in %s, and save nothing", async (...by) => {
    const folder = await temporaryFolder();
    const path = join(folder, "line.csv");
    await writeFile(path, Array.from({ length: 50 }, (_, i) => `${1000 * i},${i + 0.5}`).join("\n"));
    const options = ["--activation", "relu", "--lr", "1000", "--out", join(folder, "out.json")];
    const engine = ["--engine", by[0], "--precision", by[1]];
    const { code, stderr } = await runHere(["train", path, ...options, ...engine]);
    expect(code).toBe(2);
    expect(stderr).toMatch(
      /^backproof: train\(\): .* gave -?\S+ in the .* pass in epoch \d+, batch \d+, .*; lower/,
    );
    expect(await readdir(folder)).toEqual(["line.csv"]);
  });
});

/** ‖a - b‖ / ‖b‖. */
function distance(a: readonly number[], b: readonly number[]): number {
  expect(a).toHaveLength(b.length);
  return Math.hypot(...a.map((value, i) => value - b[i]!)) / Math.hypot(...b);
}
