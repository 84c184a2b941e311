#!/usr/bin/env node
import { runCommandLine } from "./commandLine.ts";

const gone = new AbortController();
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
  gone.abort();
});
// Nobody is left to be told.
process.stderr.on("error", () => undefined);

const { stdin, stdout, stderr, env } = process;
// Not process.exit(): what is written to a pipe may still be on its way.
process.exitCode = await runCommandLine(process.argv.slice(2), {
  stdin,
  stdout,
  stderr,
  env,
  closed: gone.signal,
});
