// The table of contents: the files that networks and training runs are kept in.
export {
  formatCheckpoint,
  parseCheckpoint,
  type Checkpoint,
  type StateTensor,
  type TrainingSettings,
} from "./checkpoint.ts";
export { networkDataset } from "./networkData.ts";
export {
  formatNetworkFile,
  fromNetwork,
  parseNetworkFile,
  toNetwork,
  type NetworkFile,
  type StoredNetwork,
} from "./networkFile.ts";
