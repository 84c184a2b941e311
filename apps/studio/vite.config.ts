import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";
import { contentSecurityPolicy } from "./build/contentSecurityPolicy.ts";
import { precache } from "./build/precache.ts";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const library = here("../../src");

export default defineConfig({
  root: here("."),
  // Relative, so that the site can be put into any folder of any server.
  base: "./",
  // The studio knows the library by its public names only; here they lead to the sources, so no build has to come first.
  resolve: {
    alias: [
      { find: /^backproof$/, replacement: `${library}/index.ts` },
      { find: /^backproof\/(.+)$/, replacement: `${library}/$1/index.ts` },
    ],
  },
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  build: {
    outDir: here("../../dist/studio"),
    emptyOutDir: true,
    target: "es2022",
    // Every file a file: the policy allows no text in place of a script or a style.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: { index: here("index.html"), serviceWorker: here("src/offline/serviceWorker.ts") },
      output: {
        // A service worker keeps its name, or browsers would take each build's for another one.
        entryFileNames: ({ name }) =>
          name === "serviceWorker" ? "serviceWorker.js" : "assets/[name]-[hash].js",
      },
    },
  },
  worker: { format: "es" },
  plugins: [contentSecurityPolicy(), precache()],
});
