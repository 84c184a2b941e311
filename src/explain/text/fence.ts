import { beside, heightOf, hugged, textBox, type Box } from "./box.ts";

/** A tall bracket: its top, middle and bottom piece, and the piece in the centre, where it has one. */
const PIECES: Readonly<Record<string, string>> = {
  ...{ "(": "⎛⎜⎝", ")": "⎞⎟⎠", "[": "⎡⎢⎣", "]": "⎤⎥⎦", "|": "│││", "‖": "‖‖‖" },
  ...{ "⌊": "⎢⎢⎣", "⌋": "⎥⎥⎦", "⌈": "⎡⎢⎢", "⌉": "⎤⎥⎥", "{": "⎧⎪⎩⎨", "}": "⎫⎪⎭⎬" },
};

/** A box between brackets as tall as the formula in it; an empty string is no bracket. */
export function fenced(left: string, inside: Box, right: string): Box {
  if (heightOf(inside) === 1) return hugged(left, inside, right);
  return beside([bracket(left, inside), inside, bracket(right, inside)]);
}

function bracket(sign: string, like: Box): Box {
  const pieces = PIECES[sign];
  if (pieces === undefined) return textBox(sign);
  const last = heightOf(like) - 1;
  const [top, middle, bottom, centre = middle] = Array.from(pieces);
  const lines = Array.from({ length: last + 1 }, (_, i) => {
    return (i === 0 ? top : i === last ? bottom : i === like.baseline ? centre : middle)!;
  });
  return { lines, baseline: like.baseline, width: 1, notes: 0 };
}
