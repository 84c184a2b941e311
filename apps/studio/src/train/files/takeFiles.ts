import { openFile } from "../../share/files/openFile.ts";
import { notifyError } from "../../state/notices.ts";
import { choose } from "../actions.ts";
import { standardise } from "../state/settings.ts";

/** Opens what was dropped or chosen: a network file, or samples. */
export function takeFiles(files: readonly File[]): void {
  const [first] = files;
  if (first === undefined) return;
  if (files.length === 1 && first.name.toLowerCase().endsWith(".json")) {
    openFile(first).catch(notifyError);
    return;
  }
  choose({ kind: "files", files, standardise: standardise.value });
}
