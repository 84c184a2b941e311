import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { cacheFolder } from "../../../src/data/node/cacheFolder.ts";

const home = join("/", "home", "ada");
const xdg = join("/", "caches");

describe("cacheFolder", () => {
  it("is where each system keeps such things", () => {
    expect(cacheFolder({}, "linux", home)).toBe(join(home, ".cache", "backproof"));
    expect(cacheFolder({}, "darwin", home)).toBe(join(home, "Library", "Caches", "backproof"));
    expect(cacheFolder({}, "win32", home)).toBe(join(home, "AppData", "Local", "backproof"));
    expect(cacheFolder({ LOCALAPPDATA: xdg }, "win32", home)).toBe(join(xdg, "backproof"));
  });

  it("follows XDG_CACHE_HOME where it is absolute", () => {
    expect(cacheFolder({ XDG_CACHE_HOME: xdg }, "linux", home)).toBe(join(xdg, "backproof"));
    expect(cacheFolder({ XDG_CACHE_HOME: xdg }, "darwin", home)).toBe(join(xdg, "backproof"));
    for (const ignored of ["", "relative"]) {
      expect(cacheFolder({ XDG_CACHE_HOME: ignored }, "linux", home)).toBe(join(home, ".cache", "backproof"));
    }
  });
});
