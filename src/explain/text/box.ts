import { displayWidth, padEnd } from "./displayWidth.ts";

/** A rectangle of text. Formulas side by side stand on a common line, the baseline. */
export interface Box {
  /** From the top; each takes exactly `width` columns. */
  readonly lines: readonly string[];
  /** Which of the lines is the baseline, counted from 0. */
  readonly baseline: number;
  readonly width: number;
  /** How many of the last lines are remarks beneath the formula: brackets do not reach around them. */
  readonly notes: number;
}

export function textBox(text: string): Box {
  return { lines: [text], baseline: 0, width: displayWidth(text), notes: 0 };
}

/** Lines of any length, filled up to a rectangle. */
export function boxOf(lines: readonly string[], { baseline = 0, notes = 0 }: Partial<Box> = {}): Box {
  const width = Math.max(0, ...lines.map(displayWidth));
  return { lines: lines.map((line) => padEnd(line, width)), baseline, width, notes };
}

/** How many lines the formula itself takes. */
export function heightOf(box: Box): number {
  return box.lines.length - box.notes;
}

export function isOneLine(box: Box): boolean {
  return box.lines.length === 1;
}

/** Boxes side by side, their baselines on one line. */
export function beside(boxes: readonly Box[]): Box {
  const up = Math.max(0, ...boxes.map((box) => box.baseline));
  const down = Math.max(0, ...boxes.map((box) => box.lines.length - 1 - box.baseline));
  const formulas = Math.max(0, ...boxes.map((box) => heightOf(box) - 1 - box.baseline));
  const lines = Array.from({ length: up + 1 + down }, (_, i) =>
    boxes.map((box) => box.lines[i - up + box.baseline] ?? " ".repeat(box.width)).join(""),
  );
  const width = boxes.reduce((sum, box) => sum + box.width, 0);
  return { lines, baseline: up, width, notes: down - formulas };
}

/** Boxes below one another, centred or from the left; the baseline is that of the box numbered `main`. */
export function stacked(boxes: readonly Box[], main: number, place: "centre" | "left" = "centre"): Box {
  const width = Math.max(0, ...boxes.map((box) => box.width));
  const above = boxes.slice(0, main).reduce((sum, box) => sum + box.lines.length, 0);
  const lines = boxes.flatMap((box) => {
    const left = place === "left" ? 0 : Math.floor((width - box.width) / 2);
    return box.lines.map((line) => padEnd(" ".repeat(left) + line, width));
  });
  return { lines, baseline: above + (boxes[main]?.baseline ?? 0), width, notes: 0 };
}

/** A formula on one line between two signs, which stand close to it even where a remark beneath it is wider. */
export function hugged(left: string, box: Box, right: string): Box {
  const [formula, ...remarks] = box.lines;
  const room = formula!.length - formula!.trimStart().length;
  const start = Math.max(0, room - displayWidth(left));
  const shift = " ".repeat(start + displayWidth(left) - room);
  const text = " ".repeat(start) + left + formula!.trim() + right;
  return boxOf([text, ...remarks.map((remark) => shift + remark)], { notes: box.notes });
}
