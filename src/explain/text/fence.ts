import { beside, isOneLine, textBox, type Box } from "./box.ts";

/** A tall bracket: its top, middle and bottom piece, and the piece in the centre, where it has one. */
const PIECES: Readonly<Record<string, string>> = {
  ...{ "(": "⎛⎜⎝", ")": "⎞⎟⎠", "[": "⎡⎢⎣", "]": "⎤⎥⎦", "|": "│││", "‖": "‖‖‖" },
  ...{ "⌊": "⎢⎢⎣", "⌋": "⎥⎥⎦", "⌈": "⎡⎢⎢", "⌉": "⎤⎥⎥", "{": "⎧⎪⎩⎨", "}": "⎫⎪⎭⎬" },
};

/** A box between brackets as tall as itself; an empty string is no bracket. */
export function fenced(left: string, inside: Box, right: string): Box {
  return beside([bracket(left, inside), inside, bracket(right, inside)]);
}

function bracket(sign: string, like: Box): Box {
  const pieces = PIECES[sign];
  const { baseline } = like;
  if (sign === "" || pieces === undefined || isOneLine(like)) {
    return { ...textBox(sign), baseline: sign === "" ? 0 : 0 };
  }
  const last = like.lines.length - 1;
  const [top, middle, bottom, centre = middle] = pieces as unknown as [string, string, string, string?];
  const lines = like.lines.map((_, i) =>
    i === 0 ? top : i === last ? bottom : i === last / 2 ? centre : middle,
  );
  return { lines, baseline, width: 1 };
}
