import { execFileSync } from "node:child_process";
import { chmod, mkdir, readdir, readFile, stat, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { writeAtomic } from "../../../src/data/node/writeAtomic.ts";
import { FormatError } from "../../../src/util/errors.ts";
import { temporaryFolder } from "./temporaryFolder.ts";

const isRoot = process.getuid?.() === 0;
const isWindows = process.platform === "win32";

describe("writeAtomic", () => {
  it("writes text and bytes, over an old file too, and leaves nothing else", async () => {
    const folder = await temporaryFolder();
    const path = join(folder, "net.json");
    await writeAtomic(path, "a longer first text");
    await writeAtomic(path, "é");
    expect(await readFile(path, "utf8")).toBe("é");
    await writeAtomic(path, Uint8Array.of(0, 255));
    expect([...(await readFile(path))]).toEqual([0, 255]);
    expect(await readdir(folder)).toEqual(["net.json"]);
  });

  it("is one whole file after many writers at once", async () => {
    const folder = await temporaryFolder();
    const texts = Array.from({ length: 8 }, (_, i) => String(i).repeat(50_000));
    await Promise.all(texts.map((text) => writeAtomic(join(folder, "shared"), text)));
    expect(texts).toContain(await readFile(join(folder, "shared"), "utf8"));
    expect(await readdir(folder)).toEqual(["shared"]);
  });

  it("refuses a folder that is not there, and a folder in place of a file", async () => {
    const folder = await temporaryFolder();
    const missing = join(folder, "none", "net.json");
    await expect(writeAtomic(missing, "x")).rejects.toThrow(FormatError);
    await expect(writeAtomic(missing, "x")).rejects.toThrow(
      `cannot write "${missing}": its folder does not exist`,
    );
    await mkdir(join(folder, "sub"));
    await expect(writeAtomic(join(folder, "sub"), "x")).rejects.toThrow("it is a folder; name a file in it");
    expect(await readdir(folder)).toEqual(["sub"]);
  });

  it.skipIf(isRoot || isWindows)(
    "refuses a folder without permission (skipped for root and on Windows)",
    async () => {
      const folder = await temporaryFolder();
      await chmod(folder, 0o500);
      await expect(writeAtomic(join(folder, "a"), "x")).rejects.toThrow("no permission");
    },
  );

  it("takes the temporary file away and keeps the old one where writing fails", async () => {
    const folder = await temporaryFolder();
    const path = join(folder, "net.json");
    await writeFile(path, "old");
    const unwritable: unknown = { not: "bytes" };
    await expect(writeAtomic(path, unwritable as string)).rejects.toThrow(`cannot write "${path}"`);
    expect(await readFile(path, "utf8")).toBe("old");
    expect(await readdir(folder)).toEqual(["net.json"]);
  });

  it.skipIf(isWindows)("keeps permissions, links and pipes what they are (skipped on Windows)", async () => {
    const folder = await temporaryFolder();
    const path = join(folder, "net.json");
    await writeFile(path, "old");
    await chmod(path, 0o640);
    await symlink(path, join(folder, "link"));
    await writeAtomic(join(folder, "link"), "new");
    expect(await readFile(path, "utf8")).toBe("new");
    expect((await stat(path)).mode & 0o777).toBe(0o640);

    const pipe = join(folder, "pipe");
    execFileSync("mkfifo", [pipe]);
    const [read] = await Promise.all([readFile(pipe, "utf8"), writeAtomic(pipe, "through")]);
    expect(read).toBe("through");
    expect((await stat(pipe)).isFIFO()).toBe(true);
  });
});
