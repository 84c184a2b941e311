import { beside, textBox, type Box } from "./box.ts";
import { displayWidth } from "./displayWidth.ts";

/** Words in lines of at most `width` columns. */
export function paragraph(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(/\s+/)) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (line !== "" && displayWidth(longer) > width) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  return [...lines, line];
}

/** Boxes side by side as far as they fit, then below. */
export function flowing(boxes: readonly Box[], width: number, gap = 4): readonly Box[] {
  const lines: Box[] = [];
  for (const box of boxes) {
    const last = lines.at(-1);
    if (last !== undefined && last.width + gap + box.width <= width) {
      lines[lines.length - 1] = beside([last, textBox(" ".repeat(gap)), box]);
    } else lines.push(box);
  }
  return lines;
}

/** A box's lines without the spaces at their ends. */
export function linesOf(box: Box): readonly string[] {
  return box.lines.map((line) => line.trimEnd());
}

export function indent(lines: readonly string[], by: number): readonly string[] {
  return lines.map((line) => (line === "" ? line : " ".repeat(by) + line));
}
