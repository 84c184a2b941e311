import { useId } from "preact/hooks";
import { DERIVATION_FORMATS, exportDerivation, exported, exportPng, exportSvg } from "../export/exports.ts";
import { failed } from "./failed.ts";

/** The diagram and the derivation, for papers and pages of others. */
export function ExportSection({ close }: { readonly close: () => void }) {
  const id = useId();
  const isReady = exported.value !== null;
  const offer = (title: string, make: () => void | Promise<void>) => (
    <button
      key={title}
      type="button"
      disabled={!isReady}
      onClick={() => {
        Promise.resolve().then(make).catch(failed(close));
      }}
    >
      {title}
    </button>
  );
  return (
    <section aria-labelledby={id}>
      <h3 id={id}>Export</h3>
      <div class="share-exports">
        <span class="label">Diagram</span>
        <div class="buttons">
          {offer("SVG", exportSvg)}
          {offer("PNG", exportPng)}
        </div>
        <span class="label">Derivation</span>
        <div class="buttons">
          {DERIVATION_FORMATS.map((one) => offer(one.title, () => exportDerivation(one)))}
        </div>
      </div>
    </section>
  );
}
