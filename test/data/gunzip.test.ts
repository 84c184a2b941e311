import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { gunzip, gunzipIfNeeded, isGzip } from "../../src/data/gunzip.ts";
import { FormatError } from "../../src/util/errors.ts";

const plain = Uint8Array.from({ length: 5000 }, (_, i) => (i * i) % 251);
const packed = new Uint8Array(gzipSync(plain));

describe("gunzip", () => {
  it("gives back what was compressed", async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 2000 }), async (bytes) => {
        expect(await gunzip(new Uint8Array(gzipSync(bytes)), "x")).toEqual(bytes);
      }),
      { numRuns: 30 },
    );
  });

  it("leaves other bytes alone where it is not needed", async () => {
    expect(isGzip(packed)).toBe(true);
    expect(isGzip(plain)).toBe(false);
    expect(isGzip(new Uint8Array(0))).toBe(false);
    expect(await gunzipIfNeeded(plain, "x")).toBe(plain);
    expect(await gunzipIfNeeded(packed, "x")).toEqual(plain);
  });

  it.each([2, 9, 100, packed.length - 8, packed.length - 1])(
    "refuses a file cut off after %i bytes",
    async (length) => {
      const cut = gunzip(packed.subarray(0, length), "cut.gz");
      await expect(cut).rejects.toThrow(FormatError);
      await expect(cut).rejects.toThrow(`cut.gz: must be a whole gzip file, got ${length} bytes`);
    },
  );

  it("refuses a damaged file by its checksum", async () => {
    const damaged = packed.slice();
    damaged[damaged.length - 6]! ^= 0xff;
    await expect(gunzip(damaged, "bad.gz")).rejects.toThrow(/^bad\.gz: must be a whole gzip file/);
  });
});
