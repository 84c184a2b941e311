// Writes the numbers and formulas of docs/how-backpropagation-works.md anew:
//   node scripts/tutorial.mjs
// The text between them is written by hand.
import { readFileSync, writeFileSync } from "node:fs";

// Newer versions of Node read TypeScript by themselves.
if (!process.features.typescript) await import("./typescript.mjs");
const { derived } = await import("../test/docs/tutorial/derived.ts");
const { regenerate } = await import("../test/docs/tutorial/regenerate.ts");

const file = new URL("../docs/how-backpropagation-works.md", import.meta.url);
const page = readFileSync(file, "utf8");
const result = regenerate(page, derived);
writeFileSync(file, result);
console.log(result === page ? "nothing has changed" : "docs/how-backpropagation-works.md is written anew");
