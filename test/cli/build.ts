import { createHash } from "node:crypto";
import { copyFile, mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import ts from "typescript";

const root = resolve(import.meta.dirname, "../..");
/** Inside node_modules, so that the packages are found from there and no tool takes it for sources. */
const builds = join(root, "node_modules/.cache/backproof-cli");

/**
 * The command line compiled to JavaScript as `npm run build` does it, without the check of the types.
 *
 * `dist` may be older than the sources that are tested; the folder here is named after their text, so it never is, and
 * test files that start at the same time may share it.
 *
 * @returns the path of main.js
 */
export async function build(): Promise<string> {
  const sources = await readSources();
  const hash = createHash("sha256");
  for (const [path, text] of sources) hash.update(`${path}\n${text}\n`);
  const key = hash.digest("hex").slice(0, 16);
  const folder = join(builds, key);
  const main = join(folder, "dist/cli/main.js");
  const others = (await readdir(builds).catch(() => [])).filter((name) => !name.startsWith(key));
  if (
    !(await readFile(main).then(
      () => true,
      () => false,
    ))
  )
    await compile(sources, folder);
  // Two generations may be in use at once where two people test; older ones are litter.
  for (const name of others.slice(0, -3)) await rm(join(builds, name), { recursive: true, force: true });
  return main;
}

async function compile(sources: ReadonlyMap<string, string>, folder: string): Promise<void> {
  const unfinished = `${folder}.${process.pid}.${Date.now()}`;
  for (const [path, text] of sources) {
    const { outputText } = ts.transpileModule(text, { compilerOptions });
    const out = join(unfinished, "dist", path.replace(/\.ts$/, ".js"));
    await mkdir(dirname(out), { recursive: true });
    await writeFile(out, outputText);
  }
  await copyFile(join(root, "package.json"), join(unfinished, "package.json"));
  await rename(unfinished, folder).catch(() => rm(unfinished, { recursive: true, force: true }));
}

const compilerOptions: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.ESNext,
  verbatimModuleSyntax: true,
  rewriteRelativeImportExtensions: true,
};

async function readSources(): Promise<Map<string, string>> {
  const folder = join(root, "src");
  const names = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith(".ts")).sort();
  return new Map(
    await Promise.all(names.map(async (name) => [name, await readFile(join(folder, name), "utf8")] as const)),
  );
}
