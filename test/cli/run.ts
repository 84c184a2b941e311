import { spawn, type ChildProcess } from "node:child_process";
import { Readable, Writable } from "node:stream";
import { runCommandLine } from "../../src/cli/commandLine.ts";
import { build } from "./build.ts";

export interface Result {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const main = await build();

/** Starts `backproof` as a process of its own. */
export function start(
  args: readonly string[],
  cwd: string,
  env: Readonly<Record<string, string>> = {},
): ChildProcess {
  const all = { ...process.env, BACKPROOF_DATA: "", ...env };
  return spawn(process.execPath, [main, ...args], { cwd, env: all });
}

/** Runs `backproof` as a process of its own, to the end. */
export async function run(
  args: readonly string[],
  cwd: string,
  stdin = "",
  env: Readonly<Record<string, string>> = {},
): Promise<Result> {
  const child = start(args, cwd, env);
  child.stdin!.end(stdin);
  return ended(child);
}

/** What a process that was started has printed once it is over. */
export async function ended(child: ChildProcess): Promise<Result> {
  const [stdout, stderr] = [collect(child.stdout!), collect(child.stderr!)];
  const code = await new Promise<number | null>((resolve) => child.on("close", resolve));
  return { code, stdout: stdout(), stderr: stderr() };
}

/** Runs `backproof` in this process, which is quicker: the same code but for the first ten lines. */
export async function runHere(args: readonly string[], stdin = ""): Promise<Result> {
  const [stdout, stderr] = [new Sink(), new Sink()];
  const io = {
    stdout,
    stderr,
    stdin: Readable.from([Buffer.from(stdin)]),
    env: {},
    closed: new AbortController().signal,
  };
  const code = await runCommandLine(args, io);
  return { code, stdout: stdout.text, stderr: stderr.text };
}

/** The JSON values on the lines of stdout. */
export function jsonLines<T = Record<string, unknown>>({ stdout }: Result): T[] {
  return stdout
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as T);
}

function collect(stream: NodeJS.ReadableStream): () => string {
  const chunks: Buffer[] = [];
  stream.on("data", (chunk: Buffer) => chunks.push(chunk));
  return () => Buffer.concat(chunks).toString();
}

class Sink extends Writable {
  text = "";

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.text += chunk.toString();
    done();
  }
}
