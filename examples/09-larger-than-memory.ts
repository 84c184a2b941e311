// Data larger than memory: training reads files chunk by chunk, the next one while the current one trains.
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { builtInDigits, createNetwork, train } from "backproof";
import { streamIdxFiles } from "backproof/data/node";

// A pair of IDX files stands for files of 100 GB: the built-in digits, written to a folder that is deleted at the end.
const digits = builtInDigits({ seed: 1, train: 4000, test: 500 });
const folder = await mkdtemp(join(tmpdir(), "backproof-"));
const [images, labels] = [join(folder, "images.idx"), join(folder, "labels.idx")];
await writeFile(images, idx([4000, 28, 28], digits.train.inputs.data));
await writeFile(labels, idx([4000], digits.train.labels));

try {
  // Only the headers are read here. Two chunks, 1,000 pictures, will be in memory at a time.
  const stream = await streamIdxFiles(images, labels, { chunk: 500, classes: 10 });
  console.log(`${stream.size} samples of ${stream.inputWidth} numbers`);

  // From here on, nothing is different from training on data in memory.
  const network = createNetwork({ sizes: [stream.inputWidth, 30, 10], seed: 1 });
  const data = { train: stream, test: digits.test };
  for await (const event of train({ network, data, epochs: 4, seed: 1, batchEvents: 0 })) {
    if (event.event !== "epoch") continue;
    const unseen = `${(100 * event.testAccuracy!).toFixed(1)} %`;
    console.log(`epoch ${event.epoch}   cost ${event.cost.toFixed(4)}   new pictures ${unseen}`);
  }
} finally {
  await rm(folder, { recursive: true });
}

/** An IDX file of bytes: two zeros, the type of the elements, the number of sizes, the sizes, the elements. */
function idx(sizes: number[], elements: ArrayLike<number>): Uint8Array {
  const header = new DataView(new ArrayBuffer(4 + 4 * sizes.length));
  header.setUint32(0, 0x0800 + sizes.length);
  for (const [i, size] of sizes.entries()) header.setUint32(4 + 4 * i, size);
  const bytes = new Uint8Array(header.byteLength + elements.length);
  bytes.set(new Uint8Array(header.buffer));
  bytes.set(elements, header.byteLength);
  return bytes;
}
