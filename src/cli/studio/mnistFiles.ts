import { MNIST_FILES, MNIST_PARTS } from "../../data/mnist.ts";
import { readBytes } from "../../data/node/files.ts";
import { demandMnist, findMnist, mnistPlaces, type MnistFolder } from "../../data/node/mnistFolder.ts";
import type { Io } from "../io.ts";
import { contentType } from "./contentType.ts";
import type { SiteFile } from "./site.ts";

/**
 * MNIST where `train mnist` would find it, but for the download.
 *
 * @throws FormatError where a folder is named that lacks one of the four files
 */
export async function findMnistFolder(
  dataDir: string | undefined,
  { env }: Io,
): Promise<MnistFolder | undefined> {
  return dataDir === undefined ? findMnist(mnistPlaces(env), MNIST_FILES) : demandMnist(dataDir, MNIST_FILES);
}

/**
 * The four files as files of a site, under their official names with and without `.gz`.
 *
 * The bytes are those of the folder, gzipped or not: whoever reads MNIST sees which. They are read when they are asked for.
 */
export function mnistSite({ paths }: MnistFolder): Map<string, SiteFile> {
  const site = new Map<string, SiteFile>();
  for (const part of MNIST_PARTS) {
    const path = paths[part];
    const file = { type: contentType(path), cache: "no-cache", read: () => readBytes(path) };
    for (const name of [MNIST_FILES[part].name, MNIST_FILES[part].download]) site.set(`/data/${name}`, file);
  }
  return site;
}
