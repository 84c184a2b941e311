import type { CommanderError } from "commander";
import { type Command } from "commander";
import { internal, ValueError } from "../util/errors.ts";
import { nearest } from "../util/suggest.ts";

/**
 * What to throw for an error of the parser: our own sentence for a mistake, the parser's error where it has only printed
 * help or the version.
 */
export function usageError(command: Command, error: CommanderError): Error {
  const name = command.name();
  const help = `see ${command.parent === null ? "" : "backproof "}${name} --help`;
  const quoted = /'([^']*)'/.exec(error.message)?.[1] ?? "";
  switch (error.code) {
    case "commander.unknownOption":
      return new ValueError(
        `${name} has no option "${quoted}"; ${didYouMean(quoted, flagsOf(command)) ?? help}`,
      );
    case "commander.unknownCommand":
      return new ValueError(unknownCommand(command, quoted));
    case "commander.excessArguments":
      return new ValueError(excess(command, name));
    case "commander.missingArgument":
      return new ValueError(`${name} needs ${quoted.toUpperCase()}, got nothing; ${help}`);
    case "commander.optionMissingArgument":
      return new ValueError(`${quoted} needs a value, got nothing; ${help}`);
    case "commander.missingMandatoryOptionValue":
      return new ValueError(`${name} needs ${quoted}; ${help}`);
    case "commander.help":
    case "commander.helpDisplayed":
    case "commander.version":
      return error;
    default:
      return internal(error.message);
  }
}

function excess(command: Command, name: string): string {
  const known = command.registeredArguments.length;
  const got = command.args[known] ?? "";
  if (command.parent === null) return unknownCommand(command, got);
  const most = known === 0 ? "no argument" : known === 1 ? "one argument" : `${known} arguments`;
  return `${name} takes at most ${most}, got also "${got}"; is a -- missing before an option?`;
}

function unknownCommand(program: Command, got: string): string {
  const names = program.commands.map((command) => command.name());
  return `the command must be one of ${names.join(", ")}, got "${got}"; ${didYouMean(got, names) ?? "see backproof --help"}`;
}

function flagsOf(command: Command): string[] {
  const { options } = command;
  return [...options.flatMap(({ long }) => (long == null ? [] : [long])), "--help"];
}

function didYouMean(got: string, known: readonly string[]): string | undefined {
  const near = nearest(got, known);
  return near === undefined ? undefined : `did you mean "${near}"?`;
}
