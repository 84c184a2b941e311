// Files from anywhere on the page: dropped, or by keys.
import { notifyError } from "../../state/notices.ts";
import { openFile } from "./openFile.ts";
import { saveFile } from "./saveFile.ts";

/** Takes network files that are dropped where nobody else takes them, and Ctrl+O and Ctrl+S. */
export function takeFilesEverywhere(): void {
  window.addEventListener("dragover", (event) => {
    // Or the browser would leave the page to show the file.
    if (event.dataTransfer?.types.includes("Files") === true) event.preventDefault();
  });
  window.addEventListener("drop", (event) => {
    if (event.defaultPrevented) return;
    const files = [...(event.dataTransfer?.files ?? [])];
    if (files.length === 0) return;
    event.preventDefault();
    if (files.length > 1)
      notifyError(`One network file at a time can be opened here, got ${files.length} files.`);
    else openFile(files[0]!).catch(notifyError);
  });
  window.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
    const action = { o: chooseFile, s: saveFile }[event.key.toLowerCase()];
    if (action === undefined) return;
    event.preventDefault();
    Promise.resolve(action()).catch(notifyError);
  });
}

/** Opens the system's window for files. */
export function chooseFile(): void {
  const input = document.createElement("input");
  input.type = "file";
  input.accept = ".json,application/json";
  input.hidden = true;
  input.addEventListener("change", () => {
    const [file] = input.files ?? [];
    input.remove();
    if (file !== undefined) openFile(file).catch(notifyError);
  });
  input.addEventListener("cancel", () => {
    input.remove();
  });
  // Outside the page it could be cleared away while the window is open.
  document.body.append(input);
  input.click();
}
