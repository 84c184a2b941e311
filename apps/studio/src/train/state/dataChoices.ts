import type { DataSource } from "../protocol.ts";

/** Samples that are there without a file of one's own. */
export interface DataChoice {
  /** In a link: `#/train?data=moons`. */
  readonly id: string;
  readonly title: string;
  readonly source: DataSource;
}

export const DATA_CHOICES: readonly DataChoice[] = [
  { id: "digits", title: "Digits", source: { kind: "digits" } },
  // The worker lies in another folder than the page, so it gets the whole address.
  {
    id: "mnist",
    title: "MNIST",
    source: { kind: "mnist", folder: new URL("./data/", document.baseURI).href },
  },
  { id: "circles", title: "Circles", source: { kind: "toy", shape: "circles" } },
  { id: "moons", title: "Moons", source: { kind: "toy", shape: "moons" } },
  { id: "spirals", title: "Spirals", source: { kind: "toy", shape: "spirals" } },
  { id: "xor", title: "XOR", source: { kind: "toy", shape: "xor" } },
];
