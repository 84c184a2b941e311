const PATHS = {
  start: "M4,3V13M13,3L6,8L13,13Z",
  back: "M11,3L4,8L11,13Z",
  play: "M4,2.5L13,8L4,13.5Z",
  pause: "M4,3H6.5V13H4ZM9.5,3H12V13H9.5Z",
  forward: "M5,3L12,8L5,13Z",
  end: "M3,3L10,8L3,13ZM12,3V13",
  undo: "M6,3L2.5,6.5L6,10M2.5,6.5H10A3.5,3.5 0 0 1 10,13.5H7",
  redo: "M10,3L13.5,6.5L10,10M13.5,6.5H6A3.5,3.5 0 0 0 6,13.5H9",
} as const;

export type IconName = keyof typeof PATHS;

/** A sign on a button; the button has a name of its own. */
export function Icon({ name }: { readonly name: IconName }) {
  const isLine = name === "undo" || name === "redo";
  return (
    <svg
      class={`derive-sign ${isLine ? "line" : ""}`}
      viewBox="0 0 16 16"
      width="15"
      height="15"
      aria-hidden="true"
    >
      <path d={PATHS[name]} />
    </svg>
  );
}
