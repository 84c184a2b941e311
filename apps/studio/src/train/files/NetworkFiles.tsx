import { saveFile } from "../../share/files/saveFile.ts";
import { notifyError } from "../../state/notices.ts";
import { kept } from "../state/session.ts";
import { FileButton } from "./FileButton.tsx";
import { takeFiles } from "./takeFiles.ts";

/** Open and save network files. */
export function NetworkFiles() {
  return (
    <section class="settings" aria-label="Network file">
      <h3>Network file</h3>
      <div class="buttons">
        <FileButton label="Open…" accept=".json" onFiles={takeFiles} />
        <button
          type="button"
          disabled={kept.value === null}
          onClick={() => {
            saveFile().catch(notifyError);
          }}
        >
          Save
        </button>
      </div>
    </section>
  );
}
