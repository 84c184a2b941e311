import { describe, expect, it } from "vitest";
import { runHere } from "./run.ts";

const COMMANDS = [
  "train",
  "evaluate",
  "predict",
  "explain",
  "gradcheck",
  "diagnose",
  "bench",
  "engines",
  "studio",
];

describe("help", () => {
  it.each([[], ...COMMANDS.map((name) => [name])])(
    "of %s is on stdout and has an example",
    async (...command) => {
      const { code, stdout, stderr } = await runHere([...command, "--help"]);
      expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
      expect(stdout).toMatch(/^Usage: backproof/);
      expect(stdout).toMatch(/Example:\n {2}.*backproof/);
    },
  );

  it("names every command of this version and no other", async () => {
    const { stdout } = await runHere(["--help"]);
    const listed = [...stdout.matchAll(/^ {2}([a-z]+) (?:\[options\]|\[COMMAND\])/gm)].map(
      ([, name]) => name,
    );
    expect(listed).toEqual([...COMMANDS, "help"]);
  });

  it("is printed in place of an error where no command is given", async () => {
    const { code, stdout, stderr } = await runHere([]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toMatch(/^Usage: backproof/);
  });

  it("does not stand beside the version", async () => {
    expect(await runHere(["--version"])).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) as string,
    });
  });
});

describe("bad usage exits with 2, says one sentence and prints nothing on stdout", () => {
  it.each([
    [
      ["trian"],
      'the command must be one of train, evaluate, predict, explain, gradcheck, diagnose, bench, engines, studio, got "trian"; did you mean "train"?',
    ],
    [
      ["xyzzy"],
      'the command must be one of train, evaluate, predict, explain, gradcheck, diagnose, bench, engines, studio, got "xyzzy"; see backproof --help',
    ],
    [["train", "--epoch", "3"], 'train has no option "--epoch"; did you mean "--epochs"?'],
    [["engines", "--xyzzy"], 'engines has no option "--xyzzy"; see backproof engines --help'],
    [
      ["train", "digits", "epochs"],
      'train takes at most one argument, got also "epochs"; is a -- missing before an option?',
    ],
    [["train", "--batch"], "--batch <n> needs a value, got nothing; see backproof train --help"],
    [["predict", "--input", "-"], "predict needs FILE, got nothing; see backproof predict --help"],
    [["evaluate", "net.json"], "evaluate needs --data <data>; see backproof evaluate --help"],
    [["train", "--batch", "-3"], '--batch must be a whole number from 1 on, got "-3"'],
    [["train", "--batch", "2.5"], '--batch must be a whole number from 1 on, got "2.5"'],
    [["train", "--epochs", "1e3"], '--epochs must be a whole number from 0 on, got "1e3"'],
    [["train", "--threads", "0"], '--threads must be a whole number from 1 on, got "0"'],
    [["train", "--seed", "-1"], '--seed must be a whole number from 0 on, got "-1"'],
    [["train", "--lr", "NaN"], '--lr must be a number above 0, got "NaN"'],
    [["train", "--lr", "Infinity"], '--lr must be a number above 0, got "Infinity"'],
    [["train", "--momentum", "1"], '--momentum must be a number from 0 on and below 1, got "1"'],
    [["train", "--test-fraction", "1"], '--test-fraction must be a number from 0 on and below 1, got "1"'],
    [
      ["train", "--layers", "30,x"],
      '--layers must be whole numbers from 1 on, with commas between them, such as 30,10, got "30,x"',
    ],
    [
      ["train", "--scale", "1/0"],
      '--scale must be a number other than 0, or a fraction such as 1/255, got "1/0"',
    ],
    [["train", "--optimizer", "adm"], 'got "adm"; did you mean "adam"?'],
    [["train", "--activation", "sigmod"], 'got "sigmod"; did you mean "sigmoid"?'],
    [["train", "--output-activation", "softmx"], 'got "softmx"; did you mean "softmax"?'],
    [["train", "--cost", "crossentropy"], 'got "crossentropy"; did you mean "cross-entropy"?'],
    [["train", "--initializer", "he"], "--initializer must be one of normal, zeros"],
    [["train", "--engine", "wsm"], 'got "wsm"; did you mean "wasm"?'],
    [
      ["train", "--engine", "reference", "--precision", "f32"],
      'the reference computes in f64 only, got the precision "f32"; leave it out, or choose another engine',
    ],
    [["train", "--threads", "1000"], "threads must be a whole number from 1 to 200"],
    [["train", "--precision", "f16"], '--precision must be one of f32, f64, got "f16"'],
    [["train", "--format", "yaml"], '--format must be one of text, json, got "yaml"'],
    [["train", "digit"], 'got "digit"; did you mean "digits"?'],
    [["train", "no/such.csv"], 'cannot read "no/such.csv": no such file; check the path'],
    [["train", "--label", "3"], '--label is for CSV files, got the data "digits"; leave it out'],
    [["train", "--test-fraction", "0.5"], "--test-fraction is for CSV files and network files"],
    [
      ["train", "--optimizer", "adam", "--momentum", "0.5"],
      "--momentum is for the optimizers momentum and nesterov, got adam",
    ],
    [
      ["train", "--clip-norm", "1", "--clip-value", "1"],
      "--clip-norm and --clip-value must not come together",
    ],
    [
      ["train", "--schedule-steps", "5"],
      "--schedule-steps is for the schedules step and cosine, got constant",
    ],
    [
      ["train", "--schedule", "cosine", "--schedule-factor", "0.5"],
      "--schedule-factor is for the schedule step, got cosine",
    ],
    [
      ["train", "--out", "net.onnx"],
      '--out must be a file that ends in .json, got "net.onnx" (.onnx); name it "net.onnx.json"',
    ],
  ])("%j", async (args, message) => {
    const { code, stdout, stderr } = await runHere(args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toMatch(/^backproof: .*\n$/);
    expect(stderr).toContain(message);
  });

  it("shows the stack only with --debug", async () => {
    const { code, stdout, stderr } = await runHere(["train", "no/such.csv", "--debug"]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toMatch(/^backproof: cannot read.*\nFormatError: .*\n {4}at /);
  });
});

describe("a bug of our own", () => {
  it("is called internal", async () => {
    const { runCommandLine } = await import("../../src/cli/commandLine.ts");
    let said = "";
    const broken = {
      write: () => {
        throw new TypeError("boom");
      },
    };
    const code = await runCommandLine(["engines"], {
      stdout: broken as unknown as NodeJS.WritableStream,
      stderr: { write: (text: string) => ((said += text), true) } as unknown as NodeJS.WritableStream,
      stdin: process.stdin,
      env: {},
      closed: new AbortController().signal,
    });
    expect(code).toBe(2);
    expect(said).toBe("backproof: internal: boom; please report this, with what --debug adds\n");
  });
});
