import { useId } from "preact/hooks";
import type { PanelId } from "../../panels.ts";
import { chooseFile } from "../files/everywhere.ts";
import { saveFile } from "../files/saveFile.ts";
import { failed } from "./failed.ts";

/** The network of the open panel, from a file and as one. */
export function FileSection({ panel, close }: { readonly panel: PanelId; readonly close: () => void }) {
  const id = useId();
  return (
    <section aria-labelledby={id}>
      <h3 id={id}>Network file</h3>
      <p class="caption">
        Exact weights of any size{panel === "train" ? "" : ", with the samples"}. A file can also be dropped
        on the page.
      </p>
      <div class="buttons">
        <button
          type="button"
          aria-keyshortcuts="Control+O"
          onClick={() => {
            close();
            chooseFile();
          }}
        >
          Open… <kbd>Ctrl+O</kbd>
        </button>
        <button
          type="button"
          aria-keyshortcuts="Control+S"
          onClick={() => {
            saveFile().catch(failed(close));
          }}
        >
          Save <kbd>Ctrl+S</kbd>
        </button>
      </div>
    </section>
  );
}
