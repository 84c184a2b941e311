/** What a command reads and writes: the process's own streams, or a test's. */
export interface Io {
  readonly stdout: Output;
  readonly stderr: Output;
  readonly stdin: AsyncIterable<Uint8Array>;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Aborted once nobody reads stdout any more, as after `| head -1`. */
  readonly closed: AbortSignal;
}

export type Output = NodeJS.WritableStream & { readonly isTTY?: boolean };

/** One line for people; with `--json` too, since it goes to stderr. */
export function note(io: Io, message: string): void {
  io.stderr.write(`${message}\n`);
}

/** One line of the result. */
export function line(io: Io, text = ""): void {
  io.stdout.write(`${text}\n`);
}

/** A JSON value on a line of its own. */
export function jsonLine(io: Io, value: unknown): void {
  line(io, JSON.stringify(value));
}
