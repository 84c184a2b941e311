import { readText } from "../data/node/files.ts";
import { parseNetworkFile, type NetworkFile } from "../format/networkFile.ts";

/** Reads a network file. */
export async function loadNetworkFile(path: string): Promise<NetworkFile> {
  return parseNetworkFile(await readText(path), path);
}
