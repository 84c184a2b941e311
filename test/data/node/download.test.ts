import { readdir, readFile, writeFile } from "node:fs/promises";
import type { RequestListener } from "node:http";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { loadMnist, type LoadMnistOptions } from "../../../src/data/node/mnist.ts";
import { FormatError } from "../../../src/util/errors.ts";
import { files, mirror, packed, partOf, serveAll, totalSize } from "./smallMnist.ts";
import { temporaryFolder } from "./temporaryFolder.ts";

/** Everything in a folder and below, so that a forgotten temporary file shows. */
const everything = async (folder: string): Promise<string[]> =>
  (await readdir(folder, { recursive: true })).filter((name) => name !== "mnist").sort();

const load = (cacheDir: string, mirrors: readonly string[], options: LoadMnistOptions = {}) =>
  loadMnist({ env: {}, cacheDir, mirrors, files, ...options });

/** Asks a mirror of the given kind, and checks that it fails for the given reason and leaves nothing. */
async function expectFailure(
  listener: RequestListener,
  reason: string,
  options: LoadMnistOptions = {},
): Promise<void> {
  const cacheDir = await temporaryFolder();
  const url = await mirror(listener);
  const loading = load(cacheDir, [url], options);
  await expect(loading).rejects.toThrow(FormatError);
  await expect(loading).rejects.toThrow(`${url}${files.trainImages.download}: ${reason}`);
  await expect(loading).rejects.toThrow(
    `into "${join(cacheDir, "mnist")}", or name their folder with --data-dir`,
  );
  expect(await everything(cacheDir)).toEqual([]);
}

describe("downloading MNIST", () => {
  it("puts the four files into the cache, counts the bytes, and needs no mirror the next time", async () => {
    const cacheDir = await temporaryFolder();
    const progress: [number, number][] = [];
    const { train, test } = await load(cacheDir, [await mirror(serveAll)], {
      onProgress: (done, total) => progress.push([done, total]),
    });
    expect([...train.labels, ...test.labels]).toEqual([5, 0, 9, 7, 2]);
    expect(await everything(cacheDir)).toEqual(
      Object.values(files)
        .map(({ download }) => join("mnist", download))
        .sort(),
    );
    expect(new Uint8Array(await readFile(join(cacheDir, "mnist", files.testLabels.download)))).toEqual(
      packed.testLabels,
    );
    expect(progress.at(-1)).toEqual([totalSize, totalSize]);
    const counts = progress.map(([done]) => done);
    expect(counts).toEqual([...counts].sort((a, b) => a - b));
    expect((await load(cacheDir, [])).train).toEqual(train);
  });

  it("asks the next mirror where one has nothing", async () => {
    const broken = await mirror((_, response) => response.writeHead(503).end());
    const { test } = await load(await temporaryFolder(), [broken, await mirror(serveAll)]);
    expect([...test.labels]).toEqual([7, 2]);
  });

  it("asks the next mirror for the one file that another has damaged", async () => {
    const asked: string[] = [];
    const damaged = await mirror((request, response) => {
      if (partOf(request.url) === "testImages") response.end(new Uint8Array(packed.testImages.length));
      else serveAll(request, response);
    });
    const second = await mirror((request, response) => {
      asked.push(request.url!);
      serveAll(request, response);
    });
    await load(await temporaryFolder(), [damaged, second]);
    expect(asked).toEqual([`/mnist/${files.testImages.download}`]);
  });

  it("downloads only what the cache lacks", async () => {
    const cacheDir = await temporaryFolder();
    const url = await mirror((request, response) => {
      if (partOf(request.url) === "testLabels") response.writeHead(404).end();
      else serveAll(request, response);
    });
    await expect(load(cacheDir, [url])).rejects.toThrow(
      `${files.testLabels.download}: must answer 200, got 404`,
    );
    expect(await everything(cacheDir)).toHaveLength(3);
    const totals = new Set<number>();
    await load(cacheDir, [await mirror(serveAll)], { onProgress: (_, total) => totals.add(total) });
    expect([...totals]).toEqual([packed.testLabels.length]);
  });

  it("refuses a wrong digest", async () => {
    const wrong = packed.trainImages.slice();
    wrong[40]! ^= 1;
    await expectFailure(
      (_, response) => response.end(wrong),
      `must have the MD5 digest ${files.trainImages.md5}, got `,
    );
  });

  it("refuses a file that is not there", async () => {
    await expectFailure((_, response) => response.writeHead(404).end("no"), "must answer 200, got 404");
  });

  it("refuses too few and too many bytes", async () => {
    const size = packed.trainImages.length;
    await expectFailure((_, response) => response.end("few"), `must send ${size} bytes, got only 3`);
    await expectFailure(
      (_, response) => response.end(new Uint8Array(size + 1)),
      `must send ${size} bytes, got more`,
    );
  });

  it("leaves nothing where the transfer is cut", async () => {
    await expectFailure((_, response) => {
      response.writeHead(200, { "content-length": packed.trainImages.length });
      response.write(packed.trainImages.subarray(0, 20), () => response.destroy());
    }, "the connection was cut");
  });

  it("gives up on a server that is silent before or during the answer", async () => {
    await expectFailure(() => undefined, "no answer in 0.05 s", { patience: 50 });
    await expectFailure(
      (_, response) => {
        response.writeHead(200);
        response.write(packed.trainImages.subarray(0, 20));
      },
      "no answer in 0.2 s",
      { patience: 200 },
    );
  });

  it("says that there is no network", async () => {
    const fetch = () =>
      Promise.reject(
        new TypeError("fetch failed", {
          cause: Object.assign(new Error("getaddrinfo"), { code: "ENOTFOUND" }),
        }),
      );
    await expect(load(await temporaryFolder(), ["http://a/", "http://b/"], { fetch })).rejects.toThrow(
      `the download failed (http://a/${files.trainImages.download}: the host's name cannot be found; ` +
        `http://b/${files.trainImages.download}: the host's name cannot be found)`,
    );
    await expect(load(await temporaryFolder(), [])).rejects.toThrow("no mirror is given");
  });

  it("says that the cache folder cannot be made", async () => {
    const file = join(await temporaryFolder(), "file");
    await writeFile(file, "");
    await expect(load(file, [await mirror(serveAll)])).rejects.toThrow(
      `cannot make the cache folder "${join(file, "mnist")}": a part of the path is a file, not a folder; set XDG_CACHE_HOME`,
    );
  });
});
