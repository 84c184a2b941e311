// Names of numbers, to light up the same number wherever it stands: `z1` is the whole of z¹, `z1[2]` one number of it.

export function keyOf(id: string, index?: readonly number[]): string {
  return index === undefined ? id : `${id}[${index.join(",")}]`;
}

export function idOf(key: string): string {
  return key.split("[", 1)[0]!;
}

/** Whether two keys speak of the same number: the same one, or one is the whole that the other is part of. */
export function touch(one: string, other: string): boolean {
  return one === other || (idOf(one) === idOf(other) && (one === idOf(one) || other === idOf(other)));
}
