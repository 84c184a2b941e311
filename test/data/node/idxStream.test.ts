import { open, readdir, stat, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { LabelledDataset } from "../../../src/data/dataset.ts";
import { IdxRows } from "../../../src/data/node/idxRows.ts";
import { streamIdxFiles, type IdxStreamOptions } from "../../../src/data/node/idxStream.ts";
import { labelledImages } from "../../../src/data/labelledImages.ts";
import type { DataStream, StreamEpoch } from "../../../src/data/stream.ts";
import { createNetwork } from "../../../src/nn/createNetwork.ts";
import { train } from "../../../src/train/train.ts";
import { FormatError, ValueError } from "../../../src/util/errors.ts";
import { writeBytesIdx, writeIdx } from "../writeIdx.ts";
import { temporaryFolder } from "./temporaryFolder.ts";

const inOrder: StreamEpoch = { epoch: 0, seed: 0, shuffle: false };
const upTo = (n: number): number[] => Array.from({ length: n }, (_, i) => i);

/** Eleven pictures of 2 × 3 pixels that are all different, and their labels. */
const images = writeBytesIdx([11, 2, 3], upTo(66));
const labels = writeBytesIdx(
  [11],
  upTo(11).map((i) => (7 * i) % 5),
);

async function files(contents: { images?: Uint8Array; labels?: Uint8Array } = {}): Promise<[string, string]> {
  const folder = await temporaryFolder();
  const paths: [string, string] = [join(folder, "images.idx"), join(folder, "labels.idx")];
  await writeFile(paths[0], contents.images ?? images);
  await writeFile(paths[1], contents.labels ?? labels);
  return paths;
}

async function streamOf(
  contents: Parameters<typeof files>[0],
  options: IdxStreamOptions = {},
): Promise<DataStream> {
  return streamIdxFiles(...(await files(contents)), options);
}

async function chunksOf(stream: DataStream, epoch: StreamEpoch = inOrder): Promise<LabelledDataset[]> {
  const chunks: LabelledDataset[] = [];
  for await (const chunk of stream.chunks(epoch)) chunks.push(chunk as LabelledDataset);
  return chunks;
}

describe("streamIdxFiles", () => {
  const forms: [string, Parameters<typeof files>[0]][] = [
    ["plain", {}],
    ["gzipped", { images: gzipSync(images), labels: gzipSync(labels) }],
    ["gzipped in part", { labels: gzipSync(labels) }],
  ];

  it.each(forms)(
    "gives what the reader in memory gives, chunk by chunk, from files that are %s",
    async (_, contents) => {
      const whole = labelledImages(images, labels, { images: "i", labels: "l" });
      const stream = await streamOf(contents, { chunk: 4, name: "pictures" });
      expect(stream).toMatchObject({
        name: "pictures",
        size: 11,
        inputWidth: 6,
        targetWidth: 5,
        classes: ["0", "1", "2", "3", "4"],
      });
      const chunks = await chunksOf(stream);
      expect(chunks.map(({ size }) => size)).toEqual([4, 4, 3]);
      expect(chunks.flatMap(({ inputs }) => [...inputs.data])).toEqual([...whole.inputs.data]);
      expect(chunks.flatMap((chunk) => [...chunk.labels])).toEqual([...whole.labels]);
      for (const { inputs, inputShape, classes } of chunks) {
        expect(inputs.data).toBeInstanceOf(Uint8Array);
        expect([inputs.scale, inputShape, classes]).toEqual([1 / 255, [2, 3], whole.classes]);
      }
    },
  );

  it("reads any element type in chunks of any size", async () => {
    const shape = [7, 3];
    const arrays = [
      { type: "short", shape, data: Int16Array.from(upTo(21), (i) => 1000 * i - 9999) },
      { type: "int", shape, data: Int32Array.from(upTo(21), (i) => 1e8 * i - 1e9) },
      { type: "float", shape, data: Float32Array.from(upTo(21), (i) => i / 7) },
      { type: "double", shape, data: Float64Array.from(upTo(21), (i) => i / 7) },
    ] as const;
    const labelBytes = writeIdx({ type: "int", shape: [7], data: Int32Array.from([300, 0, 1, 2, 3, 4, 5]) });
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...arrays),
        fc.integer({ min: 1, max: 9 }),
        fc.boolean(),
        async (array, chunk, zip) => {
          const bytes = writeIdx(array);
          const stream = await streamOf(
            { images: zip ? gzipSync(bytes) : bytes, labels: labelBytes },
            { chunk },
          );
          const chunks = await chunksOf(stream);
          expect(stream.classes?.length).toBe(301);
          expect(chunks.flatMap(({ inputs }) => [...inputs.data])).toEqual([...array.data]);
          expect(chunks.flatMap((part) => [...part.labels])).toEqual([300, 0, 1, 2, 3, 4, 5]);
        },
      ),
      { seed: 1, numRuns: 24 },
    );
  });

  it("gives the chunks of plain files in an order that seed and epoch fix, of gzipped ones always in the same", async () => {
    const orderOf = async (stream: DataStream, epoch: number): Promise<number[]> =>
      (await chunksOf(stream, { epoch, seed: 3, shuffle: true })).map(({ inputs }) => inputs.data[0]! / 6);
    const plain = await streamOf({}, { chunk: 1 });
    const first = await orderOf(plain, 0);
    expect(first).not.toEqual(upTo(11));
    expect([...first].sort((a, b) => a - b)).toEqual(upTo(11));
    expect(await orderOf(plain, 0)).toEqual(first);
    expect(await orderOf(plain, 1)).not.toEqual(first);
    expect(await orderOf(await streamOf({ labels: gzipSync(labels) }, { chunk: 1 }), 0)).toEqual(upTo(11));
  });

  it("takes the classes it is given instead of reading all labels", async () => {
    const stream = await streamOf({}, { classes: ["a", "b", "c", "d", "e", "f"], chunk: 6 });
    expect((await chunksOf(stream))[1]!.classes).toEqual(["a", "b", "c", "d", "e", "f"]);
    const few = await streamOf({}, { classes: 4, chunk: 6, name: "pictures" });
    await expect(chunksOf(few)).rejects.toThrow(
      'dataset "pictures, samples from 0 on": the label of row 2 must be a whole number from 0 to 3',
    );
  });

  it("trains as the dataset in memory does, and lets go of the files after each epoch and after an interruption", async () => {
    const paths = await files();
    const stream = await streamIdxFiles(...paths, { chunk: 4 });
    const whole = labelledImages(images, labels, { images: "i", labels: "l" });
    const network = createNetwork({ sizes: [6, 4, 5], seed: 1 });
    const digest = async (source: typeof stream | typeof whole): Promise<number[]> => {
      for await (const event of train({
        network,
        data: { train: source },
        batch: 3,
        epochs: 2,
        shuffle: false,
      })) {
        if (event.event === "done") return event.state.parameters.flatMap(({ data }) => [...data]);
      }
      throw new Error("no end");
    };
    expect(await digest(stream)).toEqual(await digest(whole));
    const before = await openFiles();
    for await (const event of train({ network, data: { train: stream }, batch: 3 })) {
      expect(event.event).toBe("batch");
      break;
    }
    expect(await openFiles()).toBe(before);
  });

  it("refuses a chunk that is no number of samples, or too large", async () => {
    for (const chunk of [0, 1.5, -1, Number.NaN]) {
      await expect(streamOf({}, { chunk })).rejects.toThrow(ValueError);
    }
    await expect(streamOf({}, { chunk: 1e9 })).rejects.toThrow(
      "a chunk must have less than 2 GiB, got 1000000000 samples of 6 bytes; take fewer samples",
    );
  });
});

describe("streamIdxFiles refuses", () => {
  it("a file that is not there, with its path", async () => {
    const [, there] = await files();
    await expect(streamIdxFiles("nowhere.idx", there)).rejects.toThrow(
      'cannot read "nowhere.idx": no such file; check the path',
    );
    await expect(streamIdxFiles("nowhere.idx", there)).rejects.toThrow(FormatError);
  });

  it("files in the wrong order, of different counts, or of another kind, before anything is read", async () => {
    await expect(streamOf({ labels: images })).rejects.toThrow("labels must have 1 dimension, got 3");
    await expect(streamOf({ images: labels })).rejects.toThrow("images must have at least 2 dimensions");
    await expect(streamOf({ labels: writeBytesIdx([3], [0, 1, 2]) })).rejects.toThrow(
      "got 11 images and 3 labels",
    );
    await expect(streamOf({ images: Uint8Array.of(80, 75, 3, 4) })).rejects.toThrow(
      "must begin with two zero bytes",
    );
  });

  it("a plain file that is cut off or too long, with the offset, at once", async () => {
    await expect(streamOf({ images: images.subarray(0, 50) })).rejects.toThrow(
      "images.idx: needs 66 bytes at offset 16 for 11 x 2 x 3 elements of 1 bytes, got 34; the file is cut off",
    );
    await expect(streamOf({ images: images.subarray(0, 9) })).rejects.toThrow("needs 12 bytes at offset 4");
    await expect(streamOf({ images: new Uint8Array(0) })).rejects.toThrow("needs 4 bytes at offset 0");
    await expect(streamOf({ labels: Uint8Array.of(...labels, 1) })).rejects.toThrow(
      "labels.idx: must end at offset 19 after 11 elements of 1 bytes, got 1 bytes more",
    );
  });

  it("a gzipped file that is cut off or too long when it comes there, with the offset", async () => {
    const short = await streamOf({ images: gzipSync(images.subarray(0, 50)) }, { chunk: 4 });
    await expect(chunksOf(short)).rejects.toThrow(
      "images.idx: needs 24 bytes at offset 40 for rows 4 to 7, got 10; the file is cut off or its header is wrong",
    );
    const long = await streamOf({ images: gzipSync(Uint8Array.of(...images, 1)) }, { chunk: 4 });
    await expect(chunksOf(long)).rejects.toThrow(
      "images.idx: must end at offset 82 after 11 rows, got more bytes",
    );
    const noise = writeBytesIdx(
      [11, 2, 30_000],
      Uint8Array.from(upTo(660_000), (i) => Math.imul(i, 0x9e3779b1) >>> 13),
    );
    const zipped = gzipSync(noise);
    const damaged = await streamOf({ images: zipped.subarray(0, zipped.length - 100) }, { chunk: 4 });
    await expect(chunksOf(damaged)).rejects.toThrow(
      /images.idx: must be a whole gzip file, got one that cannot .* from offset \d+/,
    );
  });

  it("a number that is not finite, or no label, with its place in the whole file", async () => {
    const numbers = Float32Array.from(upTo(22));
    numbers[13] = Number.NaN;
    const bad = await streamOf(
      { images: writeIdx({ type: "float", shape: [11, 2], data: numbers }) },
      { chunk: 4 },
    );
    // The header has 12 bytes.
    await expect(chunksOf(bad)).rejects.toThrow(
      "images.idx: every number must be finite, got NaN at offset 64",
    );
    const negative = writeIdx({
      type: "byte",
      shape: [11],
      data: Int8Array.from(upTo(11), (i) => (i === 9 ? -1 : 0)),
    });
    await expect(streamOf({ labels: negative })).rejects.toThrow("got -1 for sample 9");
    const later = await streamOf({ labels: negative }, { classes: 2, chunk: 4 });
    await expect(chunksOf(later)).rejects.toThrow("got -1 for sample 9");
  });

  it("a file that shrinks while it is read, naming the chunk", async () => {
    const paths = await files();
    const stream = await streamIdxFiles(...paths, { chunk: 4 });
    const network = createNetwork({ sizes: [6, 5], seed: 1 });
    const run = (async () => {
      for await (const event of train({
        network,
        data: { train: stream },
        batch: 4,
        shuffle: false,
        epochs: 2,
      })) {
        if (event.event === "epoch") await truncate(paths[0], 60);
      }
    })();
    await expect(run).rejects.toThrow(
      /chunk 1 of "images.idx" must be readable in epoch 2, got an error: .* got 44;/,
    );
  });

  it("a row of a size that no machine could hold, without asking for the memory", async () => {
    const header = Uint8Array.of(0, 0, 8, 3, 0, 0, 0, 11, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff);
    await expect(streamOf({ images: gzipSync(header) })).rejects.toThrow(
      "a chunk must have less than 2 GiB, got 1 samples",
    );
    await expect(streamOf({ images: header })).rejects.toThrow("the file is cut off or its header is wrong");
  });
});

describe("a file beyond 4 GiB", () => {
  // Most file systems keep only the parts of a file that were written.
  it("is read by its last rows without reading the others", async (context) => {
    const path = join(await temporaryFolder(), "large.idx");
    const [rows, width] = [5_500_000, 784];
    const file = await open(path, "w");
    const header = new DataView(new ArrayBuffer(12));
    header.setUint32(0, 0x0802);
    header.setUint32(4, rows);
    header.setUint32(8, width);
    await file.write(new Uint8Array(header.buffer));
    await file.write(Uint8Array.of(1, 2, 3), 0, 3, 12 + rows * width - 3);
    await file.close();
    const { blocks, size } = await stat(path);
    if (blocks * 512 > 2 ** 24) context.skip("this file system has no sparse files");
    expect(size).toBeGreaterThan(2 ** 32);
    const large = await IdxRows.open(path);
    const { shape, data } = await large.read(rows - 2, 2);
    expect(shape).toEqual([2, width]);
    expect([...data.subarray(-4)]).toEqual([0, 1, 2, 3]);
    await large.close();
  });
});

/** How many files this process has open; none known where the system does not tell. */
async function openFiles(): Promise<number> {
  return readdir("/proc/self/fd").then(
    (names) => names.length,
    () => 0,
  );
}
