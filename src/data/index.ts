// The table of contents: datasets, batches and readers that run in Node and in browsers.
export { batchRanges, epochOrder, type BatchRange } from "./batches.ts";
export { builtInDigits } from "./builtIn.ts";
export { readCsv, type CsvOptions } from "./csv.ts";
export {
  copyInputs,
  copyTargets,
  inputWidth,
  labelledDataset,
  regressionDataset,
  targetWidth,
  type Dataset,
  type LabelledDataset,
  type RegressionDataset,
  type TrainTest,
} from "./dataset.ts";
export { digits, type DigitsOptions, type LabelledImages } from "./digits/digits.ts";
export { gunzip, gunzipIfNeeded } from "./gunzip.ts";
export { readIdx, type IdxArray } from "./idx.ts";
export { labelledImages } from "./labelledImages.ts";
export { MNIST_FILES, mnistFromBytes, type MnistFile, type MnistFiles, type MnistPart } from "./mnist.ts";
export { splitDataset, subset } from "./split.ts";
export { chunkOrder, dataStream, type DataStream, type SampleFormat, type StreamEpoch } from "./stream.ts";
export { tableFromRows, type Table } from "./table.ts";
