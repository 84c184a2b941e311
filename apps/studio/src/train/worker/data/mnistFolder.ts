import { FormatError, type LabelledDataset, type TrainTest } from "backproof";
import { mnistFromBytes, type MnistPart } from "backproof/data";

const NAMES: Readonly<Record<MnistPart, string>> = {
  trainImages: "train-images-idx3-ubyte",
  trainLabels: "train-labels-idx1-ubyte",
  testImages: "t10k-images-idx3-ubyte",
  testLabels: "t10k-labels-idx1-ubyte",
};

/**
 * MNIST from a folder of the server, gzipped or not.
 *
 * @throws FormatError where the folder does not have the four files, or one is damaged
 */
export async function fetchMnist(folder: string): Promise<TrainTest<LabelledDataset>> {
  const files: Partial<Record<MnistPart, Uint8Array>> = {};
  // One after another: of several that are missing, always the first is named.
  for (const [part, name] of Object.entries(NAMES)) files[part as MnistPart] = await fetchFile(folder, name);
  return mnistFromBytes(files as Record<MnistPart, Uint8Array>);
}

async function fetchFile(folder: string, name: string): Promise<Uint8Array> {
  for (const address of [`${folder}${name}.gz`, `${folder}${name}`]) {
    const response = await fetch(address);
    // Some servers answer an address that they do not know with a page.
    const isPage = response.headers.get("content-type")?.startsWith("text/html") === true;
    if (response.ok && !isPage) return new Uint8Array(await response.arrayBuffer());
  }
  throw new FormatError(
    `MNIST: this server does not have ${name}.gz in its folder data; drop the four files here instead`,
  );
}
