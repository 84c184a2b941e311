// A formula as a tree: what our LaTeX says, apart from how it was written.

export type MathNode =
  Row | Sign | Words | Space | Scripts | Fraction | Root | Fence | Grid | Beneath | Accent;

/** Formulas side by side. */
export interface Row {
  readonly kind: "row";
  readonly items: readonly MathNode[];
}

/** One sign, number or name. */
export interface Sign {
  readonly kind: "sign";
  readonly text: string;
  readonly role: Role;
}

/** What a sign does in a formula; this decides the space around it and where a line may break. */
export type Role =
  | "number"
  | "letter"
  /** Belongs to what follows it, without a space: ∂. */
  | "prefix"
  | "binary"
  | "relation"
  /** A function's name: ln, softmax. */
  | "function"
  /** A sign whose bounds stand above and below it: Σ, Π. */
  | "large"
  | "comma"
  | "open"
  | "close";

/** Plain words inside a formula, with their own spaces. */
export interface Words {
  readonly kind: "words";
  readonly text: string;
}

export interface Space {
  readonly kind: "space";
  readonly width: number;
}

export interface Scripts {
  readonly kind: "scripts";
  readonly base: MathNode;
  readonly sup?: MathNode;
  readonly sub?: MathNode;
}

export interface Fraction {
  readonly kind: "fraction";
  readonly top: MathNode;
  readonly bottom: MathNode;
}

export interface Root {
  readonly kind: "root";
  readonly of: MathNode;
}

/** Brackets that grow with what they hold; an empty string is no bracket. */
export interface Fence {
  readonly kind: "fence";
  readonly left: string;
  readonly right: string;
  readonly inside: MathNode;
}

export interface Grid {
  readonly kind: "grid";
  readonly style: GridStyle;
  readonly rows: readonly (readonly MathNode[])[];
}

export const GRID_STYLES = ["matrix", "bmatrix", "pmatrix", "vmatrix", "cases", "aligned"] as const;

export type GridStyle = (typeof GRID_STYLES)[number];

/** A remark beneath a formula: a shape, or what a brace gathers. */
export interface Beneath {
  readonly kind: "beneath";
  readonly of: MathNode;
  readonly note: MathNode;
  readonly brace: boolean;
}

/** A mark over a letter. */
export interface Accent {
  readonly kind: "accent";
  readonly of: MathNode;
  /** The combining character. */
  readonly mark: string;
}

/** Several formulas side by side as one, and a single one as itself. */
export function row(items: readonly MathNode[]): MathNode {
  return items.length === 1 ? items[0]! : { kind: "row", items };
}

export function sign(text: string, role: Role): Sign {
  return { kind: "sign", text, role };
}

/** The formulas that stand side by side in a formula. */
export function itemsOf(node: MathNode): readonly MathNode[] {
  return node.kind === "row" ? node.items : [node];
}
