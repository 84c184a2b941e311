import { FormatError, type LabelledDataset, type TrainTest } from "backproof";
import { MNIST_FILES, mnistFromBytes, type MnistFile, type MnistPart } from "backproof/data";

/**
 * MNIST from a folder of the server, gzipped or not.
 *
 * @throws FormatError where the folder does not have the four files, or one is damaged
 */
export async function fetchMnist(folder: string): Promise<TrainTest<LabelledDataset>> {
  const files: Partial<Record<MnistPart, Uint8Array>> = {};
  // One after another: of several that are missing, always the first is named.
  for (const [part, file] of Object.entries(MNIST_FILES)) {
    files[part as MnistPart] = await fetchFile(folder, file);
  }
  return mnistFromBytes(files as Record<MnistPart, Uint8Array>);
}

async function fetchFile(folder: string, { name, download }: MnistFile): Promise<Uint8Array> {
  for (const address of [`${folder}${download}`, `${folder}${name}`]) {
    const response = await fetch(address);
    // Some servers answer an address that they do not know with a page.
    const isPage = response.headers.get("content-type")?.startsWith("text/html") === true;
    if (response.ok && !isPage) return new Uint8Array(await response.arrayBuffer());
  }
  throw new FormatError(
    `MNIST: this server does not have ${download} in its folder data; drop the four files here instead`,
  );
}
