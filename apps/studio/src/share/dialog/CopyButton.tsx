import { useSignal } from "@preact/signals";

/** Copies a text and says that it did. Where the browser refuses, the text is selected, so that keys can copy it. */
export function CopyButton({
  label,
  text,
  field,
  primary = false,
}: {
  readonly label: string;
  readonly text: string;
  /** The id of the field that has the text. */
  readonly field: string;
  readonly primary?: boolean;
}) {
  const said = useSignal<{ readonly of: string; readonly words: string } | null>(null);
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text);
      said.value = { of: text, words: "Copied" };
    } catch {
      const shown = document.getElementById(field);
      if (shown instanceof HTMLInputElement) {
        shown.focus();
        shown.select();
      }
      said.value = { of: text, words: "Press Ctrl+C" };
    }
  };
  // What was said holds for the text that was copied, and no other.
  const words = said.value?.of === text ? said.value.words : "";
  return (
    <>
      <button
        type="button"
        class={primary ? "primary" : ""}
        disabled={text === ""}
        onClick={() => void copy()}
      >
        {label}
      </button>
      <span class="share-said" role="status">
        {words !== "" && <span aria-hidden="true">{words === "Copied" ? "✓ " : ""}</span>}
        {words}
      </span>
    </>
  );
}
