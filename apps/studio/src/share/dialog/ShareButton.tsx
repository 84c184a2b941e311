import { useSignal } from "@preact/signals";
import type { ComponentType } from "preact";
import { notify } from "../../state/notices.ts";

type Dialog = ComponentType<{ readonly onClose: () => void }>;

/** Opens the window for links, files and exports. What is in it is loaded when it is first wanted. */
export function ShareButton() {
  const dialog = useSignal<{ readonly Dialog: Dialog } | null>(null);
  const isOpen = useSignal(false);
  const open = (): void => {
    isOpen.value = true;
    if (dialog.value !== null) return;
    import("./ShareDialog.tsx").then(
      ({ ShareDialog }) => {
        dialog.value = { Dialog: ShareDialog };
      },
      () => {
        notify({
          kind: "problem",
          text: "What is needed to share could not be loaded; is the server still running?",
          action: { label: "Try again", run: open },
        });
      },
    );
  };
  const Shown = isOpen.value ? dialog.value?.Dialog : undefined;
  return (
    <>
      <button type="button" class="share-button quiet" aria-haspopup="dialog" onClick={open}>
        <span aria-hidden="true">↗</span> Share
      </button>
      {Shown && (
        <Shown
          onClose={() => {
            isOpen.value = false;
          }}
        />
      )}
    </>
  );
}
