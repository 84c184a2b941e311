/** What can be written as JSON. */
export type Json = string | number | boolean | readonly Json[] | { readonly [key: string]: Json | undefined };

/**
 * JSON that people can read and compare: objects and lists of lists over several lines, a list of numbers on one.
 *
 * Numbers are written as the shortest decimal that reads back as the same float64, and -0 as `-0`, which
 * `JSON.stringify` would lose. Keys keep their order; undefined ones are left out. A line end closes the text.
 */
export function formatJson(value: Json): string {
  return `${format(value, "")}\n`;
}

function format(value: Json, indent: string): string {
  if (typeof value === "number") return Object.is(value, -0) ? "-0" : String(value);
  if (typeof value !== "object") return JSON.stringify(value);
  const deeper = `${indent}  `;
  if (isList(value)) {
    const entries = value.map((entry) => format(entry, deeper));
    return value.some((entry) => typeof entry === "object")
      ? block("[", entries, "]", indent)
      : `[${entries.join(", ")}]`;
  }
  const entries = Object.entries(value).flatMap(([key, entry]) =>
    entry === undefined ? [] : [`${JSON.stringify(key)}: ${format(entry, deeper)}`],
  );
  return entries.length === 0 ? "{}" : block("{", entries, "}", indent);
}

function block(open: string, entries: readonly string[], close: string, indent: string): string {
  return `${open}\n${entries.map((entry) => `${indent}  ${entry}`).join(",\n")}\n${indent}${close}`;
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
