import type { Place } from "./layout.ts";

export type Pass = "forward" | "backward";

/** The sizes of letters: of what stands in boxes and above them, and of what stands beside. */
export const TEXT = 14;
export const SMALL = 12;
/** What stays free between a box's sides and its widest text, both sides together. */
export const PADDING = 20;

/** Room for headings, for the legend, and around the picture. */
export const HEADER = 34;
export const FOOTER = 40;
export const MARGIN = 16;

/** A diagram as data: boxes with lines of text, and edges between them. */
export interface Scene {
  readonly width: number;
  readonly height: number;
  readonly title: string;
  /** What the picture shows, for those who do not see it. */
  readonly description: string;
  readonly headings: readonly { readonly x: number; readonly text: string }[];
  readonly boxes: readonly SceneBox[];
  readonly edges: readonly SceneEdge[];
  /** What colours and dashes mean. */
  readonly legend: readonly (readonly [kind: Pass | "negative", text: string])[];
  /** What else must be said, behind the legend. */
  readonly remark: string;
}

export interface SceneBox {
  readonly place: Place;
  /** `gap` stands for units that are not shown. */
  readonly kind: "given" | "neuron" | "cost" | "gap";
  readonly lines: readonly SceneLine[];
  /** Small lines beneath the box. */
  readonly caption: readonly SceneLine[];
  readonly isHighlighted: boolean;
}

export interface SceneLine {
  readonly text: string;
  readonly pass?: Pass;
}

export interface SceneEdge {
  readonly from: readonly [x: number, y: number];
  readonly to: readonly [x: number, y: number];
  readonly forward: SceneStroke;
  /** Absent where no gradient comes back. */
  readonly backward?: SceneStroke;
  /** Where the labels stand, as a share of the way; undefined where they are left out. */
  readonly labelAt: number | undefined;
  /** Absent: a straight line. Otherwise it leaves and arrives level, and passes these places level on its way. */
  readonly via?: readonly Place[];
  readonly isHighlighted: boolean;
}

export interface SceneStroke {
  readonly isNegative: boolean;
  /** How thick, from 0 to 1. */
  readonly weight: number;
  readonly label?: string;
}

/** What to point out: elements of givens and steps, as in a path. */
export type Highlight = readonly { readonly of: string; readonly index: readonly number[] }[];
