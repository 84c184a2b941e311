// Texts of fields as numbers; undefined for what is none.

/** A number above 0. */
export function positive(text: string): number | undefined {
  const value = Number(text.trim().replace(",", "."));
  return text.trim() !== "" && Number.isFinite(value) && value > 0 ? value : undefined;
}

/** A whole number in a range. */
export function whole(least: number, most: number): (text: string) => number | undefined {
  return (text) => {
    const value = Number(text.trim());
    return /^\d+$/.test(text.trim()) && value >= least && value <= most ? value : undefined;
  };
}

/** `30, 20`: sizes of layers; an empty text is no layer. */
export function sizes(text: string): number[] | undefined {
  const parts = text
    .trim()
    .split(/[\s,]+/)
    .filter((part) => part !== "");
  const read = parts.map(whole(1, 4096));
  return read.length <= 8 && read.every((size) => size !== undefined) ? read : undefined;
}
