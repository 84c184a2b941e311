import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Diagnosis } from "../../src/diagnose/diagnosis.ts";
import type { NetworkFile } from "../../src/format/networkFile.ts";
import { temporaryFolder } from "../data/node/temporaryFolder.ts";
import { writeNetwork } from "./files.ts";
import { jsonLines, run, runHere } from "./run.ts";

/** Ten sigmoid layers of one unit each. */
const chain = {
  layers: Array.from({ length: 10 }, () => ({ weights: [[1]], bias: [0], activation: "sigmoid" })),
  input: [[0.5], [-1]],
  target: [[1], [0]],
};

const log0 = {
  layers: [{ weights: [[1], [-1]], bias: [0, 0], activation: "relu" }],
  cost: "cross-entropy",
  input: [[-1]],
  target: [[1, 0]],
};

async function written(network: unknown): Promise<string> {
  const path = join(await temporaryFolder(), "net.json");
  await writeFile(path, JSON.stringify(network));
  return path;
}

describe("backproof diagnose", () => {
  it("prints a table of what goes forward, one of what comes back, and what was found", async () => {
    const path = await written(chain);
    const { code, stdout, stderr } = await run(["diagnose", path], await temporaryFolder());
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toContain(`data     ${path}, 2 samples`);
    expect(stdout).toMatch(/^layer +size +activation +z +a +mean σ′ +flat +dead$/m);
    expect(stdout).toMatch(/^10 +1→1 +sigmoid +\S+ ± \S+ +\S+ ± \S+ +0\.2\d+ +0\.0 % +–$/m);
    expect(stdout).toMatch(/^1 +\d\.\d\de-\d+ +0\.2\d+ +\d\.\d\de-\d /m);
    expect(stdout).toMatch(
      /^largest curvature λ = \S+ ± \S+ after \d+ products; gradient descent is stable up to/m,
    );
    expect(stdout).toMatch(
      /^warning {2}vanishing, layer 1: ‖∂C\/∂z¹‖ is .* never above 0\.25\n {9}what helps: /m,
    );
  });

  it("prints everything as JSON, with what computed it", async () => {
    const result = await runHere(["diagnose", await written(chain), "--json", "--lr", "2"]);
    const [found] = jsonLines<Diagnosis & Record<string, unknown>>(result);
    expect(found).toMatchObject({ samples: 2, learningRate: 2, precision: "f64", notFinite: null });
    expect(found!.layers).toHaveLength(10);
    expect(found!.findings.map(({ kind }) => kind)).toEqual(["vanishing", "update-too-small"]);
    expect(found!.curvature!.stable).toBe(1);
  });

  it("takes its samples from data, as many as wanted", async () => {
    const folder = await temporaryFolder();
    const out = join(folder, "net.json");
    const sizes = ["--train", "100", "--test", "60"];
    await runHere(["train", "digits", ...sizes, "--epochs", "1", "--out", out]);
    const result = await runHere([
      "diagnose",
      out,
      "--data",
      "digits",
      "--test",
      "60",
      "--samples",
      "50",
      "--lr",
      "3",
    ]);
    expect(result).toMatchObject({ code: 0, stderr: "" });
    expect(result.stdout).toContain("data     digits test, 50 samples");
    expect(result.stdout).toContain("with a learning rate of 3 up to 0.6667 is stable");
    expect(result.stdout).toContain("nothing found: gradients flow");
  });

  it("exits with 1 where a value is not finite, and names its node", async () => {
    const { code, stdout } = await runHere(["diagnose", await written(log0)]);
    expect(code).toBe(1);
    expect(stdout).toMatch(
      /^error {4}not-finite: log\[1, 2\] gave -Infinity in the forward pass, .*: log\(0\) is -Infinity$/m,
    );
  });

  it.each([
    [[], /net\.json: must have input and target to be diagnosed on, got no input; add --data/],
    [["--lr", "0"], /--lr must be a number above 0/],
    [["--data", "digits"], /the network has 1 inputs, but each sample of "digits test" has 784/],
  ])("refuses %j", async (args, message) => {
    const { input: _input, target: _target, ...bare } = chain;
    const { code, stdout, stderr } = await runHere(["diagnose", await written(bare), ...args]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toMatch(message);
  });
});

describe("train --diagnose", () => {
  it("tells after every epoch, beside the epochs and not among them", async () => {
    const path = await writeNetwork(await temporaryFolder());
    const { code, stdout, stderr } = await runHere([
      "train",
      path,
      "--epochs",
      "2",
      "--no-out",
      "--diagnose",
    ]);
    expect(code).toBe(0);
    expect(stdout).not.toContain("diagnosis");
    expect(stderr.match(/^diagnosis after epoch \d: ∂C\/∂z .*, λ .*$/gm)).toHaveLength(2);
  });

  it("tells the step of the optimizer at hand, as JSON", async () => {
    const path = await writeNetwork(await temporaryFolder());
    const args = ["--epochs", "2", "--no-out", "--diagnose", "--json", "--optimizer", "adam", "--lr", "0.01"];
    const events = jsonLines<{ event: string; epoch: number } & Diagnosis>(
      await runHere(["train", path, ...args]),
    );
    expect(events.map(({ event }) => event)).toEqual(["epoch", "diagnosis", "epoch", "diagnosis", "done"]);
    const { epoch, learningRate, curvature, layers } = events[3]!;
    expect({ epoch, learningRate, stable: curvature!.stable }).toEqual({
      epoch: 2,
      learningRate: 0.01,
      stable: null,
    });
    // Adam moves each weight by about η, whatever the gradients.
    for (const { updateRatio } of layers) expect(updateRatio!).toBeGreaterThan(1e-3);
  });

  it("does not change what is trained", async () => {
    const path = await writeNetwork(await temporaryFolder());
    const digest = async (...flags: string[]): Promise<unknown> =>
      jsonLines(await runHere(["train", path, "--epochs", "2", "--no-out", "--json", ...flags])).at(-1)![
        "digest"
      ];
    expect(await digest("--diagnose")).toBe(await digest());
  });

  describe("where a value turns NaN", () => {
    // z = w x, with w ← w - η x² w: from one epoch to the next |w| grows 10¹⁰⁰ times.
    const runaway = {
      layers: [{ weights: [[1]], bias: [0], activation: "identity" }],
      input: [[1e100]],
      target: [[0]],
    };
    const flags = ["--epochs", "9", "--lr", "1e-100", "--engine", "reference"];

    it("keeps the last good network, and says where and why", async () => {
      const out = join(await temporaryFolder(), "kept.json");
      const { code, stderr } = await runHere([
        "train",
        await written(runaway),
        ...flags,
        "--diagnose",
        "--out",
        out,
      ]);
      expect(code).toBe(2);
      expect(stderr).toMatch(/^ {2}error {4}not-finite: .* gave Infinity in the forward pass/m);
      expect(stderr).toMatch(/is saved to .*kept\.json$/m);
      expect(stderr).toMatch(
        /^backproof: train\(\): .* in epoch \d, batch 1, the first value that is not a finite number: /m,
      );
      const { layers } = JSON.parse(await readFile(out, "utf8")) as NetworkFile;
      expect(layers[0]!.weights[0]![0]).toBeCloseTo(-1e100, -85);
    });

    it("ends with an event that names the node", async () => {
      const args = ["train", await written(runaway), ...flags, "--diagnose", "--no-out", "--json"];
      const last = jsonLines<{ event: string } & Diagnosis>(await runHere(args)).at(-1)!;
      expect(last.event).toBe("diagnosis");
      expect(last.notFinite).toMatchObject({ pass: "forward", value: "Infinity" });
      expect(last.findings[0]!.kind).toBe("not-finite");
    });

    it("saves nothing where nothing was asked for, or no epoch was finished", async () => {
      const folder = await temporaryFolder();
      const out = join(folder, "kept.json");
      const hopeless = { ...runaway, input: [[1e200]] };
      const { code } = await runHere([
        "train",
        await written(hopeless),
        ...flags,
        "--diagnose",
        "--out",
        out,
      ]);
      expect(code).toBe(2);
      expect(await readdir(folder)).toEqual([]);
    });
  });
});
