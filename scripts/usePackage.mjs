// Uses the installed package as a stranger would. Copied by .ci/run into a project that has nothing but the package.
import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";

const folder = "node_modules/backproof";
const { exports, scripts = {} } = readJson(`${folder}/package.json`);

for (const [path, entry] of Object.entries(exports)) {
  if (typeof entry === "string") continue;
  assert.ok(existsSync(`${folder}/${entry.types}`), `${path} has no type declarations at ${entry.types}`);
  const names = Object.keys(await import(`backproof${path.slice(1)}`));
  assert.ok(names.length > 0, `${path} exports nothing`);
  console.log(`backproof${path.slice(1)}: ${names.length} names`);
}

const { evaluate, gradients, input, multiply, square } = await import("backproof");
const x = input("x", []);
const [slope] = gradients(multiply(x, square(x)), [x]);
assert.deepEqual([...evaluate(slope, { x: 2 }).data], [12], "the slope of x³ at 2 is 12");

const files = readdirSync(folder, { recursive: true, encoding: "utf8" });
const strays = files.filter((file) => /^(test|src|bench|scripts)\/|\.test\.|(?<!\.d)\.ts$/.test(file));
assert.deepEqual(strays, [], "the package holds sources or tests");

const hooks = Object.keys(scripts).filter((name) => /^(pre|post)?install$/.test(name));
assert.deepEqual(hooks, [], "the package runs something when it is installed");
const installed = Object.entries(readJson("node_modules/.package-lock.json").packages);
const hooked = installed.filter(([, { hasInstallScript }]) => hasInstallScript).map(([path]) => path);
// koffi is optional and brings its binary as a package; its script only builds where there is none, and may be forbidden.
const unexpected = hooked.filter((path) => path !== "node_modules/koffi");
assert.deepEqual(unexpected, [], "a dependency runs something when it is installed");
console.log(`${files.length} files, ${installed.length} packages, ${hooked.length} install script`);

function readJson(path) {
  return JSON.parse(readFileSync(path, "utf8"));
}
