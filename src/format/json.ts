import { FormatError, internal } from "../util/errors.ts";
import { findSyntaxFault } from "./jsonSyntax.ts";

/**
 * Reads JSON, whose errors name the line and the column.
 *
 * @param where the file's name, for the message
 * @throws FormatError where the text is not JSON
 */
export function parseJson(text: string, where: string): unknown {
  // Windows editors mark UTF-8 with a byte order mark, which JSON.parse refuses.
  const json = text.startsWith("\uFEFF") ? text.slice(1) : text;
  if (json.trim() === "") throw new FormatError(`${where}: must hold JSON, got an empty file`);
  try {
    return JSON.parse(json) as unknown;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw syntaxError(json, where);
  }
}

function syntaxError(json: string, where: string): FormatError {
  const { offset, fault } = findSyntaxFault(json) ?? internal("JSON.parse refuses what is JSON");
  const lines = json.slice(0, offset).split(/\r\n|\r|\n/);
  const truncated = offset === json.length ? "; was the file cut off?" : "";
  return new FormatError(
    `${where}, line ${lines.length}, column ${lines.at(-1)!.length + 1}: ${fault}${truncated}`,
  );
}
