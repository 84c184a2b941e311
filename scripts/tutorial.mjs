// Writes the numbers, formulas and pictures of docs/how-backpropagation-works.md anew:
//   node scripts/tutorial.mjs
// The text between them is written by hand.
import { existsSync, readFileSync, writeFileSync } from "node:fs";

await import("./typescript.mjs"); // from here on, TypeScript can be imported
const { derived, pictures } = await import("../test/docs/tutorial/derived.ts");
const { regenerate } = await import("../test/docs/tutorial/regenerate.ts");

const PAGE = "docs/how-backpropagation-works.md";
update(PAGE, regenerate(textOf(PAGE), derived));
for (const [path, picture] of pictures) update(path, picture);

function update(path, text) {
  const isNew = textOf(path) !== text;
  if (isNew) writeFileSync(fileOf(path), text);
  console.log(`${path}: ${isNew ? "written anew" : "nothing has changed"}`);
}

function textOf(path) {
  return existsSync(fileOf(path)) ? readFileSync(fileOf(path), "utf8") : "";
}

function fileOf(path) {
  return new URL(`../${path}`, import.meta.url);
}
