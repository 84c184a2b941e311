import { presentNetwork } from "../actions.ts";
import { toStored } from "./storedNetwork.ts";

/**
 * Offers the present network as a file.
 *
 * @throws NumericError where a weight is NaN or infinite
 */
export async function saveNetwork(): Promise<void> {
  const kept = await presentNetwork();
  if (kept === null) return;
  const { formatNetworkFile } = await import("backproof/format");
  const sizes = kept.parameters.filter((_, i) => i % 2 === 1).map(({ shape }) => shape[0]);
  const name = `network-${kept.parameters[0]!.shape[1] ?? 0}-${sizes.join("-")}.json`;
  const url = URL.createObjectURL(
    new Blob([formatNetworkFile(toStored(kept))], { type: "application/json" }),
  );
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  // The browser reads the address a moment later.
  setTimeout(() => {
    URL.revokeObjectURL(url);
  }, 10_000);
}
