import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { takeFiles } from "./takeFiles.ts";

/** Takes files that are dropped anywhere on it. */
export function DropZone({ children }: { readonly children: ComponentChildren }) {
  const isOver = useSignal(false);
  return (
    <div
      class={isOver.value ? "drop-zone over" : "drop-zone"}
      onDragOver={(event) => {
        if (event.dataTransfer?.types.includes("Files") !== true) return;
        event.preventDefault();
        isOver.value = true;
      }}
      onDragLeave={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget as Node | null)) isOver.value = false;
      }}
      onDrop={(event) => {
        event.preventDefault();
        isOver.value = false;
        takeFiles([...(event.dataTransfer?.files ?? [])]);
      }}
    >
      {children}
    </div>
  );
}
