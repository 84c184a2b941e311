/** How the parts of a text are set off from one another on a terminal. */
export interface Paint {
  readonly heading: (text: string) => string;
  readonly name: (text: string) => string;
  readonly good: (text: string) => string;
  readonly bad: (text: string) => string;
  readonly aside: (text: string) => string;
}

const asItIs = (text: string): string => text;

/** Leaves every text as it is. */
export const plain: Paint = { heading: asItIs, name: asItIs, good: asItIs, bad: asItIs, aside: asItIs };

/** ANSI colours from the terminal's own palette, so that they are readable on light and on dark. */
export const ansi: Paint = {
  heading: coded(1, 22),
  name: coded(36, 39),
  good: coded(32, 39),
  bad: coded(31, 39),
  aside: coded(2, 22),
};

function coded(on: number, off: number): (text: string) => string {
  return (text) => (text === "" ? "" : `\u001b[${on}m${text}\u001b[${off}m`);
}
