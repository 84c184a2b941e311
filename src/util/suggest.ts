/**
 * The known name nearest to a misspelt one, by edit distance, or `undefined` where none is near.
 *
 * @param name what was written
 * @param known the names that exist
 */
export function nearest(name: string, known: readonly string[]): string | undefined {
  let best: string | undefined;
  let least = Math.max(2, Math.floor(name.length / 2)) + 1;
  for (const candidate of known) {
    const distance = editDistance(name.toLowerCase(), candidate.toLowerCase());
    if (distance < least) [best, least] = [candidate, distance];
  }
  return best;
}

/** `must be one of a, b, c, got "x"; did you mean "a"?`: the end of a message about an unknown name. */
export function oneOf(got: string, known: readonly string[]): string {
  const near = nearest(got, known);
  const hint = near === undefined ? "" : `; did you mean "${near}"?`;
  return `must be one of ${known.join(", ")}, got "${got}"${hint}`;
}

/** Levenshtein's distance: the fewest insertions, deletions and substitutions. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const substitution = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(row[j]! + 1, next[j - 1]! + 1, substitution));
    }
    row = next;
  }
  return row[b.length]!;
}
