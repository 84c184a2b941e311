import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Plugin } from "vite";

/**
 * Tells the service worker which files the site consists of: `__FILES__` in it becomes their list, `__VERSION__` a name that
 * changes with any of them.
 */
export function precache(): Plugin {
  let publicDir = "";
  return {
    name: "precache",
    apply: "build",
    enforce: "post",
    configResolved(config) {
      publicDir = config.publicDir;
    },
    generateBundle(_, bundle) {
      const worker = bundle["serviceWorker.js"];
      if (worker?.type !== "chunk") throw new Error("precache: there must be a chunk serviceWorker.js");
      const hash = createHash("sha256");
      const built = Object.values(bundle).filter((file) => file !== worker);
      for (const file of built) hash.update(file.type === "chunk" ? file.code : file.source);
      const copied = readdirSync(publicDir);
      for (const name of copied) hash.update(readFileSync(join(publicDir, name)));
      const names = ["./", ...built.map(({ fileName }) => fileName), ...copied].filter(
        (name) => name !== "index.html",
      );
      worker.code = worker.code
        .replace("__FILES__", JSON.stringify(names.sort()))
        .replace("__VERSION__", JSON.stringify(hash.digest("hex").slice(0, 12)));
    },
  };
}
