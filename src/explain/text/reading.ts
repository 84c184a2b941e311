import { isOneLine, type Box } from "./box.ts";

// Whether a text can stand beside a stroke or a root as it is, or needs brackets to be read as one.

/** Whether it reads as one before a stroke, as `2(a - y)` does: no sign, space or stroke outside brackets. */
export function readsAsTerm(box: Box): boolean {
  return isOneLine(box) && !/[\s/]|.[+-]/.test(outside(box));
}

/** Whether it reads as one behind a stroke or under a root: it is no product either. */
export function readsAsFactor(box: Box): boolean {
  return readsAsTerm(box) && !/·|^[+-]|[^√]@/.test(outside(box));
}

/** The text with @ for what stands in brackets, and without scripts in brackets. */
function outside(box: Box): string {
  let text = box.lines.join("").replace(/([|‖])[^|‖]*\1/g, "@");
  for (let before = ""; before !== text;) {
    before = text;
    text = text.replace(/([_^]?)[([{⌊⌈][^()[\]{}⌊⌋⌈⌉]*[)\]}⌋⌉]/g, (_, script: string) =>
      script === "" ? "@" : "",
    );
  }
  return text;
}
