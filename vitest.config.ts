import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

// The studio and its tests use the library by its public names, as a user would, but as it stands in src/.
const publicNames = {
  name: "public-names",
  enforce: "pre" as const,
  resolveId(source: string, importer?: string) {
    const [, room] = /^backproof(?:\/(.+))?$/.exec(source) ?? [];
    const isPublic = source === "backproof" || room !== undefined;
    if (!isPublic || importer === undefined || !/\/(apps|test)\/studio\//.test(importer)) return undefined;
    const entry = room === undefined ? "index.ts" : `${room}/index.ts`;
    return fileURLToPath(new URL(`src/${entry}`, import.meta.url));
  },
};

export default defineConfig({
  plugins: [publicNames],
  test: {
    include: ["test/**/*.test.ts"],
    typecheck: { enabled: true, include: ["test/**/*.test-d.ts"], tsconfig: "./tsconfig.json" },
    // A slow machine must not turn a test red: speed is measured in bench/, never here.
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
