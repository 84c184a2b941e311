import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    typecheck: { enabled: true, include: ["test/**/*.test-d.ts"], tsconfig: "./tsconfig.json" },
    // A slow machine must not turn a test red: speed is measured in bench/, never here.
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
