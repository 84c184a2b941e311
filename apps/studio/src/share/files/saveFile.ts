import type { NetworkFile } from "backproof/format";
import { notify } from "../../state/notices.ts";
import { route } from "../../state/route.ts";
import { shares } from "../registry.ts";
import { download } from "./download.ts";

/**
 * Offers the network of the open panel as a file.
 *
 * @throws NumericError where a number in it is NaN or infinite
 */
export async function saveFile(): Promise<void> {
  const share = shares.peek()[route.peek().panel];
  await share?.refresh?.();
  const network = share?.network() ?? null;
  if (network === null) {
    notify({ kind: "note", text: "There is no network to save yet." });
    return;
  }
  const { formatNetworkFile } = await import("backproof/format");
  download(new Blob([formatNetworkFile(network)], { type: "application/json" }), nameOf(network));
}

/** `network-2-3-2.json` */
function nameOf({ layers }: NetworkFile): string {
  const sizes = [layers[0]?.weights[0]?.length ?? 0, ...layers.map(({ bias }) => bias.length)];
  return `network-${sizes.join("-")}.json`;
}
