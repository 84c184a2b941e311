// Runs the numbered examples against the built library.
//   npm run examples                    all of them
//   npm run examples -- 03 07           some of them
//   npm run examples -- --quiet         titles only, and the output of those that fail
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const folder = fileURLToPath(new URL("../examples/", import.meta.url));
const loader = new URL("./typescript.mjs", import.meta.url).href;
const quiet = process.argv.includes("--quiet");
const wanted = process.argv.slice(2).filter((argument) => !argument.startsWith("--"));

const files = readdirSync(folder)
  .filter((file) => /^\d\d-.*\.ts$/.test(file))
  .filter((file) => wanted.length === 0 || wanted.some((number) => file.startsWith(number)))
  .sort();
const failed = files.filter((file) => !run(file));

if (files.length === 0) console.error(`no example begins with ${wanted.join(" or ") || "a number"}`);
if (failed.length > 0) console.error(`failed: ${failed.join(", ")}`);
process.exitCode = files.length === 0 || failed.length > 0 ? 1 : 0;

function run(file) {
  console.log(`${quiet ? "" : "\n"}${file.slice(0, 2)}  ${titleOf(file)}`);
  // Newer versions of Node read TypeScript by themselves.
  const hooks = process.features.typescript ? [] : ["--import", loader];
  const { status, error, stdout, stderr } = spawnSync(process.execPath, [...hooks, folder + file], {
    stdio: quiet ? "pipe" : "inherit",
    encoding: "utf8",
  });
  if (status !== 0 && quiet) console.error(error?.message ?? `${stdout}${stderr}`);
  return status === 0;
}

/** The first line of the comment at the top. */
function titleOf(file) {
  const [first = ""] = readFileSync(folder + file, "utf8").split("\n");
  return first.startsWith("//") ? first.slice(2).trim() : file;
}
