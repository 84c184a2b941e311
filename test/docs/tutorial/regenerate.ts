/** What the program writes into the page, by name. */
export type Derived = ReadonlyMap<string, string>;

/** `<!-- derived: name -->…<!-- end -->`, within a line or around whole blocks. */
const PART = /(<!-- derived: (\S+) -->)([\s\S]*?)(<!-- end -->)/g;

/**
 * The page with every derived part written anew.
 *
 * @throws Error for a name on the page that nothing derives, and for a derived part that the page does not use
 */
export function regenerate(page: string, derived: Derived): string {
  const unused = new Set(derived.keys());
  const result = page.replace(PART, (_, open: string, name: string, old: string, end: string) => {
    const text = derived.get(name);
    if (text === undefined) throw new Error(`nothing derives "${name}", which the page asks for`);
    unused.delete(name);
    // A block keeps empty lines around it: without them Markdown would take it for a part of the comment.
    return old.startsWith("\n") ? `${open}\n\n${text}\n\n${end}` : open + text + end;
  });
  if (unused.size > 0) throw new Error(`the page does not use ${[...unused].join(", ")}`);
  return result;
}

/**
 * Decimal numbers, powers of ten and large numbers that stand outside of derived parts, links and code, each with its line:
 * `12: 0.25`. The code on the page runs with the other tests.
 */
export function looseNumbers(page: string): string[] {
  const blank = (text: string): string => text.replace(/[^\n]/g, " ");
  return page
    .replace(PART, blank)
    .replace(/^```[\s\S]*?^```/gm, blank)
    .replace(/\]\([^)]*\)/g, blank)
    .split("\n")
    .flatMap((line, i) =>
      [...line.matchAll(/\d+[.,]\d+|10[⁻⁰¹²³⁴-⁹]+/g)].map(([found]) => `${i + 1}: ${found}`),
    );
}
