// No docstring below: by this file the search for missing ones is tested.
export function silent(): string {
  return "";
}

/** This one has a docstring. */
export const loud = (): string => "!";
