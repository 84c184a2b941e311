import { NumberField } from "../parts/NumberField.tsx";
import { editing, type Editing } from "./Part.tsx";

/** A field over the number in the diagram that is being changed. */
export function PlaceEditor({ editing: { entry, name, box, part } }: { readonly editing: Editing }) {
  const width = Math.max(74, box.width);
  return (
    <div
      class="derive-place"
      style={{
        left: `${box.x + box.width / 2 - width / 2}px`,
        top: `${box.y + box.height / 2 - 13}px`,
        width: `${width}px`,
      }}
    >
      <NumberField
        entry={entry}
        name={name}
        label={name}
        onClose={(cause) => {
          if (editing.peek()?.part !== part) return;
          editing.value = null;
          if (cause === "key")
            document.querySelector<SVGGElement>(`[data-part="${CSS.escape(part)}"]`)?.focus();
        }}
      />
    </div>
  );
}
