import { ValueError } from "../../util/errors.ts";
import type { Derivation } from "../derivation.ts";
import { worksheet, type WorksheetPart } from "../worksheet.ts";
import { graphScene } from "./graphScene.ts";
import { networkScene } from "./networkScene.ts";
import type { Highlight } from "./scene.ts";
import { svgOf } from "./svgOf.ts";

export interface SvgOptions {
  /** What to point out, such as the `through` of a path. */
  readonly highlight?: Highlight;
  /** Of a batch, the sample whose values the neurons show, counted from 0; the first where nothing is said. */
  readonly sample?: number;
  /** Begins the ids in the picture; give each its own where a page holds several. */
  readonly idPrefix?: string;
  /** Without numbers that were worked out, or with all of them. */
  readonly worksheet?: WorksheetPart | false;
}

/**
 * A derivation as a picture: values on the way forward, gradients on the way back.
 *
 * Of a network, it shows neurons with z, a and δ, and edges with w and ∂C/∂w; of a wide layer the first neuron, the largest
 * and the last. Of any other graph, it shows a box for each quantity with its value and its gradient.
 *
 * @param derivation what `explain` returns
 * @returns an `<svg>` element, to be put into a page or saved as a file
 * @throws ValueError for a sample that is not there
 */
export function renderSvg(derivation: Derivation, options: SvgOptions = {}): string {
  const { highlight = [], sample = 0, idPrefix = "diagram", worksheet: part = false } = options;
  const sheet = part === false ? derivation : worksheet(derivation, part);
  const { layers } = sheet;
  if (layers === undefined || layers.length === 0) return svgOf(graphScene(sheet, highlight), idPrefix);
  checkSample(sheet, sample);
  return svgOf(networkScene(sheet, layers, highlight, sample), idPrefix);
}

function checkSample({ layers, steps }: Derivation, sample: number): void {
  const shape = steps.find(({ id }) => id === layers![0]!.z)?.shape ?? [];
  const count = shape.length === 2 ? shape[0]! : 1;
  if (!Number.isInteger(sample) || sample < 0 || sample >= count) {
    throw new ValueError(`renderSvg(): sample must be a whole number from 0 to ${count - 1}, got ${sample}`);
  }
}
