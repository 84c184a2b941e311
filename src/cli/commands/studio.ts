import { fileURLToPath } from "node:url";
import { Command } from "commander";
import { reasonOf } from "../../data/node/reason.ts";
import { FormatError, ValueError } from "../../util/errors.ts";
import { jsonLine, line, note, type Io } from "../io.ts";
import { addOutputOptions, wantsJson, type OutputFlags } from "../outputOptions.ts";
import { isLoopback } from "../studio/hosts.ts";
import { findMnistFolder, mnistSite } from "../studio/mnistFiles.ts";
import { serve } from "../studio/server.ts";
import { readSite, type Site } from "../studio/site.ts";
import { untilStopped } from "../studio/untilStopped.ts";

interface StudioFlags extends OutputFlags {
  readonly port?: number;
  readonly host?: string;
  readonly dataDir?: string;
}

/** In the package, beside the compiled command line. */
const BUILT = new URL("../../studio/", import.meta.url);

/** `backproof studio`. */
export function studioCommand(io: Io): Command {
  const command = new Command("studio")
    .summary("watch, touch and train a network in the browser")
    .description("Serves the studio, where one watches, touches and trains a network in the browser.")
    .option(
      "--port <n>",
      "where to listen, 0 for any free port (4747, or a free one where it is taken)",
      port,
    )
    .option("--host <address>", "whom to let in: 0.0.0.0 for everyone (127.0.0.1: this machine only)", host)
    .option("--data-dir <dir>", "folder of MNIST's files for the studio ($BACKPROOF_DATA, the cache folder)")
    .addHelpText(
      "after",
      `
It prints its address, and serves until Ctrl-C. It asks no other host for anything.

Example:
  backproof studio --port 8080`,
    );
  return addOutputOptions(command).action((flags: StudioFlags) => runStudio(flags, io));
}

async function runStudio(flags: StudioFlags, io: Io): Promise<void> {
  const { host: address = "127.0.0.1", dataDir } = flags;
  const studio = await readStudio();
  const mnist = await findMnistFolder(dataDir, io);
  const server = await serve({
    site: new Map([...studio, ...(mnist === undefined ? [] : mnistSite(mnist))]),
    host: address,
    port: flags.port,
    onError: (error) => {
      note(io, String(error));
    },
  });
  if (!isLoopback(address)) {
    note(
      io,
      `warning: everyone who can reach ${address} of this machine can open the studio; ` +
        "over http, browsers on other machines give it one thread only",
    );
  }
  if (wantsJson(flags)) {
    jsonLine(io, {
      event: "listening",
      url: server.url,
      host: address,
      port: server.port,
      mnist: mnist?.folder ?? null,
    });
  } else {
    line(io, `the studio is at ${server.url}`);
    if (mnist !== undefined) line(io, `MNIST is from ${mnist.folder}`);
    note(io, "Ctrl-C ends it");
  }
  await untilStopped(io);
  await server.close();
}

async function readStudio(): Promise<Site> {
  const folder = fileURLToPath(BUILT);
  const site = await readSite(folder).catch((error: unknown) => {
    throw notBuilt(folder, reasonOf(error));
  });
  if (!site.has("/index.html")) throw notBuilt(folder, "there is no index.html");
  return site;
}

function notBuilt(folder: string, reason: string): FormatError {
  return new FormatError(`studio: its pages must be in "${folder}", but ${reason}; run npm run build`);
}

function port(text: string): number {
  const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (value <= 65535) return value;
  throw new ValueError(`--port must be a whole number from 0 to 65535, got "${text}"`);
}

function host(text: string): string {
  if (/^[\w.:-]+$/.test(text)) return text;
  throw new ValueError(`--host must be an address or a name of this machine, such as 0.0.0.0, got "${text}"`);
}
