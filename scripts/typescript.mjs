// Lets a Node that cannot read TypeScript run it: node --import ./scripts/typescript.mjs examples/01-….ts
// Types are only stripped here; `npm run typecheck` checks them.
import { readFile } from "node:fs/promises";
import { register } from "node:module";
import { fileURLToPath } from "node:url";
import { isMainThread } from "node:worker_threads";
import ts from "typescript";

if (isMainThread) register(import.meta.url);

/** Node's hook for loading a module. */
export async function load(url, context, next) {
  if (!url.startsWith("file:") || !url.endsWith(".ts")) return next(url, context);
  const { outputText: source } = ts.transpileModule(await readFile(fileURLToPath(url), "utf8"), {
    fileName: url,
    compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext, inlineSourceMap: true },
  });
  return { format: "module", shortCircuit: true, source };
}
