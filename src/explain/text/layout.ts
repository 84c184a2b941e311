import { beside, boxOf, isOneLine, stacked, textBox, type Box } from "./box.ts";
import { fenced } from "./fence.ts";
import { gridBox, gridLine } from "./grid.ts";
import { itemsOf, type Beneath, type Fraction, type MathNode, type Scripts } from "./node.ts";
import { subscriptText, superscriptText, withScripts } from "./scripts.ts";
import { readsAsFactor, readsAsTerm } from "./reading.ts";
import { breakBefore, gapBefore, isSigned, placesOf, type Place } from "./spacing.ts";

/** How a formula is written: over several lines or on one; without spaces, as in an exponent. */
export interface Style {
  readonly inline: boolean;
  readonly tight: boolean;
}

/** An item of a row, set. */
export interface Piece {
  readonly box: Box;
  /** What separates it from the piece before: spaces, or a dot where these would be misread. */
  readonly glue: string;
  /** How well a line breaks before it, as in spacing.ts. */
  readonly breaks: number | undefined;
  readonly node: MathNode;
}

/** A formula as a rectangle of text. */
export function layout(node: MathNode, style: Style = { inline: false, tight: false }): Box {
  switch (node.kind) {
    case "row":
      return joined(pieces(node.items, style));
    case "sign":
      return textBox(node.text);
    case "words":
      return textBox(node.text);
    case "space":
      return textBox(" ".repeat(node.width));
    case "scripts":
      return scripts(node, style);
    case "fraction":
      return fraction(node, style);
    case "root": {
      const of = layout(node.of, style);
      return beside([textBox("√"), readsAsFactor(of) ? of : fenced("(", of, ")")]);
    }
    case "fence":
      return fenced(node.left, layout(node.inside, style), node.right);
    case "grid": {
      const cells = node.rows.map((line) => line.map((cell) => layout(cell, style)));
      if (!style.inline) return gridBox(node.style, cells);
      return textBox(
        gridLine(
          node.style,
          cells.map((line) => line.map(textOf)),
        ),
      );
    }
    case "beneath":
      return beneath(node, style);
    case "accent": {
      const of = layout(node.of, style);
      return isOneLine(of) && of.width === 1
        ? textBox(textOf(of) + node.mark)
        : beside([of, textBox(node.mark)]);
    }
  }
}

/** The items of a row, set. */
export function pieces(items: readonly MathNode[], style: Style): readonly Piece[] {
  const places = placesOf(items);
  const boxes = items.map((node) => layout(node, style));
  return items.map((node, i) => {
    const gap = gapBefore(items, places, i, style.tight);
    const dot = gap > 0 && isMisread(i) ? "· " : "";
    return { box: boxes[i]!, glue: " ".repeat(gap) + dot, breaks: breakBefore(items, places, i), node };
  });

  /** Whether a factor is lost without a dot: beside a fraction on one line, ∂C/∂a · ∂a/∂z, or as in 0.5 · (-2). */
  function isMisread(i: number): boolean {
    if (places[i - 1] === "number" && isSigned(items[i]!)) return true;
    const isFlat = (j: number): boolean => places[j] === "fraction" && isOneLine(boxes[j]!);
    return (isFlat(i) && FACTORS.has(places[i - 1])) || (isFlat(i - 1) && OPERANDS.has(places[i]));
  }
}

const OPERANDS: ReadonlySet<Place | undefined> = new Set(["letter", "number", "fraction"] as const);

const FACTORS: ReadonlySet<Place | undefined> = new Set([...OPERANDS, "fence", "close", "grid"] as const);

/** Pieces on one line. */
export function joined(line: readonly Piece[]): Box {
  return beside(line.flatMap(({ glue, box }, i) => (i === 0 ? [box] : [textBox(glue), box])));
}

function scripts({ base, sup, sub }: Scripts, style: Style): Box {
  const small = { inline: true, tight: true };
  const [below, above] = [sub, sup].map((node) => (node === undefined ? undefined : layout(node, small)));
  const isLarge = base.kind === "sign" && base.role === "large";
  if (isLarge && !style.inline) {
    const bounds = [above, layout(base), below].filter((box) => box !== undefined);
    return stacked(bounds, above === undefined ? 0 : 1);
  }
  const of = basis(base, sup, style);
  if (isLarge) {
    const texts = [below && subscriptText(textOf(below)), above && superscriptText(textOf(above))];
    return textBox(textOf(of) + texts.map((text) => text ?? "").join(""));
  }
  return withScripts(of, above, below, style.inline);
}

/** The base of a power, in brackets where it would be misread: (a¹)² and not a¹². */
function basis(base: MathNode, sup: MathNode | undefined, style: Style): Box {
  const box = layout(base, style);
  const isMark = sup === undefined || (sup.kind === "sign" && /^[T′ᵀ]$/.test(sup.text));
  const isPower = base.kind === "scripts" && base.sup !== undefined;
  const misread = itemsOf(base).length > 1 || base.kind === "fraction" || (isPower && !isMark);
  return misread ? fenced("(", box, ")") : box;
}

/** On one line where that needs no brackets, as ∂C/∂W; else one above the other. */
function fraction({ top, bottom }: Fraction, style: Style): Box {
  const [over, under] = [layout(top, style), layout(bottom, style)];
  const [isTerm, isFactor] = [readsAsTerm(over), readsAsFactor(under)];
  if (style.inline || (isTerm && isFactor)) {
    const [dividend, divisor] = [textOf(over), textOf(under)];
    return textBox(`${isTerm ? dividend : `(${dividend})`}/${isFactor ? divisor : `(${divisor})`}`);
  }
  const bar = textBox("─".repeat(Math.max(over.width, under.width) + 2));
  return stacked([over, bar, under], 1);
}

function beneath({ of, note, brace }: Beneath, style: Style): Box {
  const above = layout(of, style);
  const below = layout(note, { inline: true, tight: !brace });
  if (below.width === 0) return above;
  if (style.inline) return textBox(`${textOf(above)}${brace ? " " : ""}[${textOf(below)}]`);
  const arms = Math.max(0, above.width - 3);
  const left = "─".repeat(arms >> 1);
  const tie = boxOf([`└${left}┬${"─".repeat(arms - left.length)}┘`]);
  const remark = brace ? [tie, below] : [below];
  const notes = above.notes + remark.reduce((sum, box) => sum + box.lines.length, 0);
  return { ...stacked([above, ...remark], 0), notes };
}

function textOf(box: Box): string {
  return box.lines.join(" ");
}
