// The table of contents: data from files and folders, in Node only.
export { loadCsvFile, readBytes, readText } from "./files.ts";
export { loadIdxFolder, type IdxFolder } from "./idxFolder.ts";
export { streamIdxFiles, type IdxStreamOptions } from "./idxStream.ts";
export { loadMnist, type LoadedMnist, type LoadMnistOptions } from "./mnist.ts";
export { writeAtomic } from "./writeAtomic.ts";
