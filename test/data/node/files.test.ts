import { chmod, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { loadCsvFile, readBytes, readText } from "../../../src/data/node/files.ts";
import { FormatError } from "../../../src/util/errors.ts";
import { temporaryFolder } from "./temporaryFolder.ts";

const isRoot = process.getuid?.() === 0;

describe("reading a file", () => {
  it("gives plain bytes, and text without a byte order mark", async () => {
    const path = join(await temporaryFolder(), "a.txt");
    await writeFile(path, "\ufeffé\n");
    expect(await readText(path)).toBe("é\n");
    const bytes = await readBytes(path);
    expect(bytes.constructor).toBe(Uint8Array);
    expect([...bytes]).toEqual([0xef, 0xbb, 0xbf, 0xc3, 0xa9, 0x0a]);
  });

  it("says that a file is missing", async () => {
    const path = join(await temporaryFolder(), "x.csv");
    await expect(readText(path)).rejects.toThrow(FormatError);
    await expect(readText(path)).rejects.toThrow(`cannot read "${path}": no such file; check the path`);
  });

  it("says that it is a folder, or lies under a file", async () => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, "file"), "");
    await expect(readBytes(folder)).rejects.toThrow("it is a folder");
    await expect(readBytes(join(folder, "file", "below"))).rejects.toThrow("a part of the path is a file");
  });

  it.skipIf(isRoot || process.platform === "win32")(
    "says that it may not be read (skipped for root and on Windows)",
    async () => {
      const path = join(await temporaryFolder(), "secret");
      await writeFile(path, "x", { mode: 0 });
      await expect(readBytes(path)).rejects.toThrow("no permission");
      await chmod(path, 0o600);
    },
  );

  it("refuses text that is not UTF-8", async () => {
    const path = join(await temporaryFolder(), "utf16.csv");
    await writeFile(path, "\ufeffa,b\n", "utf16le");
    await expect(readText(path)).rejects.toThrow("must be UTF-8 text, got other bytes; save it as UTF-8");
  });
});

describe("loadCsvFile", () => {
  it("reads a file, gzipped or not, and calls the dataset like it", async () => {
    const folder = await temporaryFolder();
    const text = "x,y,kind\n1,2,a\n3,4,b\n";
    await writeFile(join(folder, "a.csv"), text);
    await writeFile(join(folder, "b.csv.gz"), gzipSync(text));
    for (const name of ["a.csv", "b.csv.gz"]) {
      expect(await loadCsvFile(join(folder, name), { label: "kind" })).toMatchObject({
        name,
        size: 2,
        classes: ["a", "b"],
      });
    }
  });

  it("names the file where a row is wrong", async () => {
    const folder = join(await temporaryFolder(), "deep");
    await mkdir(folder);
    await writeFile(join(folder, "bad.csv"), "1,2\n3\n");
    await expect(loadCsvFile(join(folder, "bad.csv"))).rejects.toThrow(
      /^bad\.csv, line 2: must have 2 columns/,
    );
  });
});
