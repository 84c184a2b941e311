import { signal } from "@preact/signals";
import type { StoredNetwork } from "backproof/format";

/** One sample and the network that was asked about it: what Derive is to explain. */
export interface ExplainRequest {
  readonly network: StoredNetwork;
  /** a⁰, as many numbers as the network has inputs. */
  readonly input: readonly number[];
  /** y, as many numbers as the network has outputs; absent where nobody knows what is right, as for a drawing. */
  readonly target?: readonly number[];
  /** `[28, 28]` where the input is a picture. */
  readonly inputShape?: readonly number[];
  /** The names of the outputs, where they are classes. */
  readonly classes?: readonly string[];
  /** What the sample is, as the end of a sentence: "your drawing", "test digit 17". */
  readonly sample: string;
}

/** The last request. Train writes it and opens Derive; Derive reads it, and may clear it. */
export const explainRequest = signal<ExplainRequest | null>(null);
