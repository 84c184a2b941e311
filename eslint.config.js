import js from "@eslint/js";
import tseslint from "typescript-eslint";

export default tseslint.config(
  { ignores: ["dist/", "coverage/", "node_modules/"] },
  js.configs.recommended,
  {
    files: ["**/*.ts", "**/*.tsx"],
    extends: [...tseslint.configs.strictTypeChecked, ...tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      // Numbers and shapes belong in our messages; everything else is caught.
      "@typescript-eslint/restrict-template-expressions": [
        "error",
        { allowNumber: true, allowBoolean: true },
      ],
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_" }],
      // Typed-array loops index inside checked bounds; `!` there says so where noUncheckedIndexedAccess cannot know.
      "@typescript-eslint/no-non-null-assertion": "off",
      // A type parameter that ties a callback's arguments together is worth having even when used once.
      "@typescript-eslint/no-unnecessary-type-parameters": "off",
      // `for (let i …)` over typed arrays is the fast and clear form.
      "@typescript-eslint/prefer-for-of": "off",
      "no-restricted-syntax": [
        "error",
        {
          selector: "ExportAllDeclaration",
          message: "Name what you export: an index is a table of contents.",
        },
        { selector: "ExportDefaultDeclaration", message: "Use a named export." },
      ],
    },
  },
  {
    files: ["eslint.config.js", "**/vite.config.ts", "vitest.config.ts", "**/*.mjs"],
    rules: { "no-restricted-syntax": "off" },
  },
  {
    files: ["**/*.mjs", "**/*.js"],
    languageOptions: { globals: { process: "readonly", console: "readonly", URL: "readonly" } },
  },
);
