import "./share.css";
import { useEffect, useRef } from "preact/hooks";
import { route } from "../../state/route.ts";
import { ExportSection } from "./ExportSection.tsx";
import { FileSection } from "./FileSection.tsx";
import { LinkSection } from "./LinkSection.tsx";

/** Everything that leaves the page: as a link, as a network file, as a picture or a text. */
export function ShareDialog({ onClose }: { readonly onClose: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const { panel } = route.value;
  useEffect(() => {
    dialog.current?.showModal();
  }, []);
  const close = (): void => {
    dialog.current?.close();
  };
  return (
    <dialog
      ref={dialog}
      class="share"
      aria-labelledby="share-title"
      onClose={onClose}
      onClick={({ target, currentTarget }) => {
        // The dialog itself is hit only beside what it holds.
        if (target === currentTarget) close();
      }}
    >
      <div class="share-inside">
        <div class="share-head">
          <h2 id="share-title">Keep and share</h2>
          <button type="button" class="quiet" aria-label="Close" onClick={close}>
            ✕
          </button>
        </div>
        <LinkSection panel={panel} />
        <FileSection panel={panel} close={close} />
        {panel === "derive" && <ExportSection close={close} />}
      </div>
    </dialog>
  );
}
