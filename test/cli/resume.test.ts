import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { temporaryFolder } from "../data/node/temporaryFolder.ts";
import { writeCsv, writeNetwork } from "./files.ts";
import { jsonLines, run, runHere } from "./run.ts";

describe("a resumed run ends with the very parameters of one that never stopped", () => {
  it.each([
    [["--optimizer", "sgd"]],
    [["--optimizer", "adam", "--batch", "5", "--weight-decay", "0.01"]],
    [["--optimizer", "rmsprop", "--clip-norm", "0.1", "--seed", "5"]],
    [["--optimizer", "nesterov", "--no-shuffle", "--momentum", "0.8"]],
    [["--optimizer", "adamw", "--schedule", "cosine", "--schedule-steps", "30", "--warm-up", "3"]],
    [["--schedule", "step", "--schedule-steps", "4", "--keep", "best"]],
  ])("%j", async (options) => {
    const folder = await temporaryFolder();
    const data = await writeNetwork(folder);
    const [whole, resumed] = [join(folder, "whole.json"), join(folder, "resumed.json")];
    const checkpoint = join(folder, "checkpoint.json");
    await ok(["train", data, ...options, "--epochs", "9", "--out", whole]);
    await ok(["train", data, ...options, "--epochs", "4", "--no-out", "--checkpoint", checkpoint]);
    // Data and options are in the checkpoint; only how long to go on and what to keep is not.
    const keep = options.includes("--keep") ? ["--keep", "best"] : [];
    await ok(["train", "--resume", checkpoint, "--epochs", "9", "--out", resumed, ...keep]);
    expect(await readFile(resumed, "utf8")).toBe(await readFile(whole, "utf8"));
  });

  it("where a file is resumed in several parts, the checkpoint written over", async () => {
    const folder = await temporaryFolder();
    const data = await writeCsv(folder);
    const [checkpoint, other] = [join(folder, "parts.json"), join(folder, "whole.json")];
    const options = [data, "--layers", "3,2", "--optimizer", "adam", "--test-fraction", "0.25", "--no-out"];
    const epochs = ["--epochs", "6"];
    await ok(["train", ...options, ...epochs, "--checkpoint", other]);
    await ok(["train", ...options, "--epochs", "2", "--checkpoint", checkpoint]);
    await ok(["train", "--resume", checkpoint, "--epochs", "4", "--checkpoint", checkpoint, "--no-out"]);
    // Repeating the options of the first run is allowed.
    await ok(["train", ...options, ...epochs, "--resume", checkpoint, "--checkpoint", checkpoint]);
    expect(await readFile(checkpoint, "utf8")).toBe(await readFile(other, "utf8"));
  });

  it("with early stopping at the same epoch, and no epoch more once it has stopped", async () => {
    const folder = await temporaryFolder();
    const data = await writeNetwork(folder);
    const checkpoint = join(folder, "checkpoint.json");
    const options = ["--lr", "1e-9", "--patience", "3", "--json", "--no-out", "--keep", "best"];
    const whole = await ok(["train", data, ...options]);
    expect(whole).toMatchObject({ reason: "early-stopping" });
    const epochs = whole["epochs"] as number;
    await ok(["train", data, ...options, "--epochs", String(epochs - 1), "--checkpoint", checkpoint]);
    const resumed = await ok([
      "train",
      "--resume",
      checkpoint,
      "--epochs",
      "30",
      ...options,
      "--checkpoint",
      checkpoint,
    ]);
    const again = await ok(["train", "--resume", checkpoint, ...options]);
    const same = { reason: "early-stopping", epochs, best: whole["best"], digest: whole["digest"] };
    expect([resumed, again]).toMatchObject([same, same]);
  });

  async function ok(args: readonly string[]): Promise<Record<string, unknown>> {
    const result = await runHere(args);
    expect(result).toMatchObject({ code: 0, stderr: "" });
    return args.includes("--json") ? jsonLines(result).at(-1)! : {};
  }
});

describe("a checkpoint remembers its engine", () => {
  const first = async (by: readonly string[]) => {
    const folder = await temporaryFolder();
    const checkpoint = join(folder, "checkpoint.json");
    const data = await writeNetwork(folder);
    await runHere(["train", data, "--epochs", "2", "--no-out", "--checkpoint", checkpoint, ...by]);
    return checkpoint;
  };
  const resume = async (checkpoint: string, by: readonly string[] = []) => {
    const result = await runHere([
      "train",
      "--resume",
      checkpoint,
      "--epochs",
      "3",
      "--no-out",
      "--json",
      ...by,
    ]);
    expect(result.code).toBe(0);
    return { done: jsonLines(result).at(-1)!, stderr: result.stderr };
  };

  it.each([
    [["--engine", "reference"], "reference", "f64"],
    [["--engine", "wasm"], "wasm", "f32"],
    [["--engine", "wasm", "--precision", "f64", "--threads", "1"], "wasm", "f64"],
  ])("so that a run of %j goes on with it", async (by, engine, precision) => {
    const { done, stderr } = await resume(await first(by));
    expect(done).toMatchObject({ engine, precision });
    expect(stderr).toBe("");
  });

  it("and by the same engine on other threads leads to the same bits", async () => {
    const checkpoint = await first(["--engine", "wasm", "--threads", "2"]);
    const digests = [
      (await resume(checkpoint, ["--threads", "1"])).done["digest"],
      (await resume(checkpoint, ["--threads", "2"])).done["digest"],
    ];
    expect(digests[0]).toBe(digests[1]);
  });

  it.each([
    [["--engine", "reference"], "wasm in f32, and now reference in f64 goes on"],
    [["--precision", "f64"], "wasm in f32, and now wasm in f64 goes on"],
  ])("and tells that %j leads to other bits", async (by, message) => {
    const checkpoint = await first(["--engine", "wasm"]);
    const { stderr } = await resume(checkpoint, by);
    expect(stderr).toContain(`was computed by ${message}: the numbers will not be exactly those`);
    expect(stderr).toMatch(/^[^\n]*\n$/);
  });

  it("which was the reference where it does not say", async () => {
    const checkpoint = await first(["--engine", "reference"]);
    const text = await readFile(checkpoint, "utf8");
    const older = JSON.parse(text) as { training: { options: Json } };
    delete older.training.options["engine"];
    delete older.training.options["precision"];
    await writeFile(checkpoint, JSON.stringify(older));
    expect((await resume(checkpoint)).done).toMatchObject({ engine: "reference", precision: "f64" });
  });

  it("and says so where that does not run here", async () => {
    const checkpoint = await first(["--engine", "wasm"]);
    const text = await readFile(checkpoint, "utf8");
    await writeFile(checkpoint, text.replace('"wasm"', '"blas"'));
    const args = ["train", "--resume", checkpoint, "--no-out"];
    const { code, stdout, stderr } = await run(args, ".", "", { BACKPROOF_BLAS: "off" });
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain('"blas" needs a BLAS, got none: BACKPROOF_BLAS is off; or choose "wasm"');
  });
});

describe("--resume refuses", () => {
  it.each([
    [["--lr", "0.5"], "--lr must be 3 as in"],
    [["--optimizer", "adam"], '--optimizer must be "sgd" as in'],
    [["--no-shuffle"], "--no-shuffle must be left out"],
    [["--weight-decay", "0.1"], "--weight-decay must be absent as in"],
    [["--layers", "5,3"], "--layers must be 4,3 as in"],
    [["--activation", "relu"], "--activation must be tanh as in"],
    [["--cost", "cross-entropy"], "--cost must be quadratic as in"],
    [["--test-fraction", "0.5"], "must go on with the samples it was started on"],
  ])("%j, which would lead elsewhere", async (options, message) => {
    const { checkpoint } = await interrupted();
    const { code, stdout, stderr } = await runHere(["train", "--resume", checkpoint, ...options, "--no-out"]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain(message);
  });

  it("other data under the old name", async () => {
    const { folder, checkpoint } = await interrupted();
    await writeNetwork(folder, (file) => ({
      ...file,
      input: file.input.map((row) => row.map((x) => 2 * x)),
    }));
    const { code, stderr } = await runHere(["train", "--resume", checkpoint, "--no-out"]);
    expect(code).toBe(2);
    expect(stderr).toContain("must go on with the samples it was started on");
  });

  it.each([
    ["a network file", (_: Json, network: Json) => network, "must be a checkpoint, got a network file"],
    [
      "an option that no train has",
      set(["training", "options", "colour"], "red"),
      "training.options.colour must be an option",
    ],
    [
      "an option out of range",
      set(["training", "options", "lr"], -1),
      "training.options.lr: --lr must be a number above 0",
    ],
    ["a missing tensor", set(["state"], []), "state must have"],
    ["a tensor of another shape", set(["state", "1", "shape"], [24]), "state[1] must be"],
  ])("%s", async (_, change, message) => {
    const { checkpoint, network } = await interrupted();
    const text = await readFile(checkpoint, "utf8");
    await writeFile(
      checkpoint,
      JSON.stringify(change(JSON.parse(text) as Json, JSON.parse(await readFile(network, "utf8")) as Json)),
    );
    const { code, stdout, stderr } = await runHere(["train", "--resume", checkpoint, "--no-out"]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain(message);
  });

  it("a cut file, and leaves it as it is", async () => {
    const { checkpoint } = await interrupted();
    const half = (await readFile(checkpoint, "utf8")).slice(0, 300);
    await writeFile(checkpoint, half);
    const { code, stderr } = await runHere([
      "train",
      "--resume",
      checkpoint,
      "--checkpoint",
      checkpoint,
      "--no-out",
    ]);
    expect(code).toBe(2);
    expect(stderr).toContain("was the file cut off?");
    expect(await readFile(checkpoint, "utf8")).toBe(half);
  });

  async function interrupted() {
    const folder = await temporaryFolder();
    const network = await writeNetwork(folder);
    const checkpoint = join(folder, "checkpoint.json");
    await runHere(["train", network, "--epochs", "2", "--no-out", "--checkpoint", checkpoint]);
    return { folder, network, checkpoint };
  }
});

type Json = Record<string, unknown>;

/** Changes one entry of a document. */
function set(path: readonly string[], value: unknown): (document: Json) => Json {
  return (document) => {
    const parent = path.slice(0, -1).reduce((at, key) => at[key] as Json, document);
    parent[path.at(-1)!] = value;
    return document;
  };
}
