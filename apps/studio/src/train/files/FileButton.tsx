import { useId } from "preact/hooks";

/** A button that opens the system's window for files. */
export function FileButton({
  label,
  accept,
  multiple = false,
  onFiles,
}: {
  readonly label: string;
  readonly accept: string;
  readonly multiple?: boolean;
  readonly onFiles: (files: readonly File[]) => void;
}) {
  const id = useId();
  return (
    <div class="file-button">
      <input
        id={id}
        class="hidden"
        type="file"
        accept={accept}
        multiple={multiple}
        onChange={({ currentTarget }) => {
          const files = [...(currentTarget.files ?? [])];
          // The same file may be chosen again, mended meanwhile.
          currentTarget.value = "";
          if (files.length > 0) onFiles(files);
        }}
      />
      <label class="button" for={id}>
        {label}
      </label>
    </div>
  );
}
