const COMBINING = /[\p{Mn}\p{Me}\p{Cf}]/u;

/** Where Unicode's East Asian Width says wide: the first and the last of each range; the rest is one column. */
const WIDE = [
  ...[0x1100, 0x115f, 0x2e80, 0x303e, 0x3041, 0xa4cf, 0xac00, 0xd7a3, 0xf900, 0xfaff, 0xfe30, 0xfe6f],
  ...[0xff00, 0xff60, 0xffe0, 0xffe6, 0x1f300, 0x1f64f, 0x1f900, 0x1f9ff, 0x20000, 0x3fffd],
];

/** How many columns of a terminal a text takes: v̄ takes one, 重 two. */
export function displayWidth(text: string): number {
  let width = 0;
  for (const character of text) width += columns(character);
  return width;
}

/** The text with spaces after it, up to a number of columns. */
export function padEnd(text: string, width: number): string {
  return text + " ".repeat(Math.max(0, width - displayWidth(text)));
}

function columns(character: string): number {
  if (COMBINING.test(character)) return 0;
  const code = character.codePointAt(0)!;
  const from = WIDE.findLastIndex((bound, i) => i % 2 === 0 && bound <= code);
  return from >= 0 && code <= WIDE[from + 1]! ? 2 : 1;
}
