import type { Import } from "./imports.ts";
import { lineCount, type Sources } from "./sources.ts";

/** Rooms, bottom to top, and the rooms each of them may import. A room is a folder of src/; "index" is the files in src/ itself. */
export type Rooms = Readonly<Record<string, readonly string[]>>;

/** Packages from npm, and the folders or files that may import them. */
export type Packages = Readonly<Record<string, readonly string[]>>;

/** The room of a file: the longest folder that the table names; undefined where it names none. */
export function roomOf(path: string, rooms: Rooms): string | undefined {
  const inside = path.replace(/^src\//, "");
  if (!inside.includes("/")) return "index" in rooms ? "index" : undefined;
  const fitting = Object.keys(rooms).filter((room) => inside.startsWith(`${room}/`));
  return fitting.sort((a, b) => b.length - a.length)[0];
}

/** Files that stand in no room, and imports that lead to a room that the file's own room may not use. */
export function wrongRooms(sources: Sources, imports: readonly Import[], rooms: Rooms): string[] {
  const homeless = [...sources.keys()]
    .filter((path) => roomOf(path, rooms) === undefined)
    .map((path) => `${path}:1 stands in no room that the table names`);
  const upward = imports.flatMap(({ where, from, target }) => {
    const [room, other] = [from, target].map((path) =>
      path === undefined ? undefined : roomOf(path, rooms),
    );
    if (room === undefined || other === undefined || room === other || rooms[room]!.includes(other))
      return [];
    return [`${where} ${room} may not import ${other} (${target ?? ""})`];
  });
  return [...homeless, ...upward];
}

/** Import cycles between files, each as the path around it. */
export function cycles(imports: readonly Import[]): string[] {
  const next = new Map<string, Set<string>>();
  for (const { from, target } of imports) {
    if (target !== undefined) next.set(from, (next.get(from) ?? new Set()).add(target));
  }
  const found: string[] = [];
  const done = new Set<string>();
  const trail: string[] = [];
  const visit = (file: string): void => {
    const start = trail.indexOf(file);
    if (start >= 0) found.push([...trail.slice(start), file].join(" → "));
    if (start >= 0 || done.has(file)) return;
    trail.push(file);
    next.get(file)?.forEach(visit);
    trail.pop();
    done.add(file);
  };
  [...next.keys()].forEach(visit);
  return found;
}

/** Imports of node:* outside the folders that may have them. */
export function nodeImports(imports: readonly Import[], allowed: readonly string[]): string[] {
  return imports
    .filter(({ from, specifier }) => specifier.startsWith("node:") && !isWithin(from, allowed))
    .map(({ where, specifier }) => `${where} ${specifier}`);
}

/** Imports of npm packages where they are not allowed. */
export function packageImports(imports: readonly Import[], packages: Packages): string[] {
  return imports
    .filter(({ specifier, target }) => target === undefined && !specifier.startsWith("node:"))
    .filter(({ from, specifier }) => !isWithin(from, packages[packageName(specifier)] ?? []))
    .map(({ where, specifier }) => `${where} ${specifier}`);
}

/** Imports of an index.ts by others than entries and the command line: inside, the file itself is named. */
export function barrelImports(imports: readonly Import[]): string[] {
  return imports
    .filter(({ target }) => target?.endsWith("/index.ts") === true)
    .filter(({ from }) => !/^src\/([^/]+\.ts|cli\/.*)$/.test(from))
    .map(({ where, target }) => `${where} ${target ?? ""}`);
}

/** Files longer than a number of lines, the longest first: `src/a.ts (512 lines)`. */
export function longFiles(sources: Sources, limit: number): string[] {
  return [...sources]
    .map(([path, text]) => [path, lineCount(text)] as const)
    .filter(([, lines]) => lines > limit)
    .sort(([, a], [, b]) => b - a)
    .map(([path, lines]) => `${path} (${lines} lines)`);
}

/** The length in lines of the file in the middle. */
export function medianLength(sources: Sources): number {
  const lengths = [...sources.values()].map(lineCount).sort((a, b) => a - b);
  return lengths[Math.floor(lengths.length / 2)] ?? 0;
}

export function isWithin(path: string, places: readonly string[]): boolean {
  return places.some((place) => (place.endsWith("/") ? path.startsWith(place) : path === place));
}

/** `csv-parse/sync` is part of `csv-parse`, `@scope/name/part` of `@scope/name`. */
function packageName(specifier: string): string {
  return specifier.split("/", specifier.startsWith("@") ? 2 : 1).join("/");
}
