/** Something that holds memory of its own. */
export interface Disposable {
  readonly dispose: () => void;
}

/**
 * Remembers what was made for the last few descriptions, and disposes of what it forgets.
 *
 * @param make builds something from a description that can be written as JSON
 * @param room how many to keep; the one that was longest unused goes first
 */
export function keptFor<Description, Thing extends Disposable>(
  make: (description: Description) => Thing,
  room: number,
): (description: Description) => Thing {
  const kept = new Map<string, Thing>();
  return (description) => {
    const key = JSON.stringify(description);
    const thing = kept.get(key) ?? make(description);
    // Written anew, it is the last in the map's order.
    kept.delete(key);
    kept.set(key, thing);
    const [oldest] = kept;
    if (kept.size > room && oldest !== undefined) {
      kept.delete(oldest[0]);
      oldest[1].dispose();
    }
    return thing;
  };
}
