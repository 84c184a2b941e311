import { CommanderError } from "commander";
import { BackproofError } from "../util/errors.ts";
import { DONE, REFUSED } from "./exitCodes.ts";
import { note, type Io } from "./io.ts";

/** Tells the user about an error in one sentence; the stack is for those who debug. */
export function reportError(error: unknown, io: Io, debug: boolean): number {
  // Help was asked for and has been printed; without a command it is help in place of an error.
  if (error instanceof CommanderError) return error.code === "commander.help" ? REFUSED : DONE;
  note(io, `backproof: ${sentence(error)}`);
  if (debug && error instanceof Error) note(io, stackOf(error));
  return REFUSED;
}

function sentence(error: unknown): string {
  if (error instanceof BackproofError) return error.message;
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof RangeError && /invalid .*length|allocation failed/i.test(message)) {
    return `there must be room for all numbers in memory, got "${message}"; use fewer neurons, a smaller batch or less data`;
  }
  return message.startsWith("internal: ")
    ? message
    : `internal: ${message}; please report this, with what --debug adds`;
}

function stackOf(error: Error): string {
  const stack = error.stack ?? error.message;
  return error.cause instanceof Error ? `${stack}\ncaused by ${stackOf(error.cause)}` : stack;
}
