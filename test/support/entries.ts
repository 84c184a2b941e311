import { readFileSync } from "node:fs";
import { ROOT } from "./sources.ts";

/** The sources of the package's public entries, such as `src/index.ts`, as `exports` in package.json names them. */
export function publicEntries(): string[] {
  const { exports } = JSON.parse(readFileSync(`${ROOT}package.json`, "utf8")) as {
    exports: Record<string, unknown>;
  };
  return Object.values(exports).flatMap((entry) => {
    const file = typeof entry === "string" ? entry : (entry as { default: string }).default;
    return file.endsWith(".js") ? [file.replace(/^\.\/dist\//, "src/").replace(/\.js$/, ".ts")] : [];
  });
}

/** Everything that modules of the project export, by name. */
export async function namesOf(paths: readonly string[]): Promise<Record<string, unknown>> {
  const modules = await Promise.all(
    paths.map((path) => import(/* @vite-ignore */ ROOT + path) as Promise<object>),
  );
  return Object.assign({}, ...modules) as Record<string, unknown>;
}
