import { batch } from "@preact/signals";
import type { PanelId } from "../../panels.ts";
import { notify } from "../../state/notices.ts";
import { route } from "../../state/route.ts";
import { shares } from "../registry.ts";

const MOST_MEGABYTES = 64;
const SAMPLES = /\.(?:csv|tsv|txt|gz|idx\d?|npy|npz|png|jpe?g)$|-ubyte$/i;

/**
 * Opens a network file in the panel that is open.
 *
 * @throws FormatError where the file is damaged, with the place, and Error where it does not fit the panel; nothing has changed then
 */
export async function openFile(file: File): Promise<void> {
  const { panel } = route.peek();
  const share = shares.peek()[panel];
  if (share === undefined) return;
  if (SAMPLES.test(file.name)) {
    throw new Error(`${file.name}: must be a network file (.json) here; open samples and pictures in Train`);
  }
  if (file.size > MOST_MEGABYTES * 1e6) {
    const got = (file.size / 1e6).toFixed(1);
    throw new Error(
      `${file.name}: must have at most ${MOST_MEGABYTES} MB here, got ${got} MB; use the command line for larger networks`,
    );
  }
  const { parseNetworkFile } = await import("backproof/format");
  const network = parseNetworkFile(await file.text(), file.name);
  await share.refresh?.();
  const before = touched(panel).map((id) => shares.peek()[id]?.remember());
  share.open(network, file.name);
  const undo = (): void => {
    batch(() => {
      for (const back of before) back?.();
    });
  };
  notify({ kind: "note", text: `Opened ${file.name}.`, action: { label: "Undo", run: undo } });
}

/** A network that is opened in Descend is opened in Derive too. */
function touched(panel: PanelId): readonly PanelId[] {
  return panel === "descend" ? ["derive", "descend"] : [panel];
}
