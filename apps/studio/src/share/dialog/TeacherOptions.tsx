import type { Signal } from "@preact/signals";
import { useId } from "preact/hooks";
import { PANELS, type PanelId } from "../../panels.ts";
import { CONTROLS, type Control, type ControlName } from "../controls.ts";
import { CopyButton } from "./CopyButton.tsx";

/** For teachers: what the link hides, and the page as a part of another one. They change the link, not this page. */
export function TeacherOptions({
  panel,
  hide,
  embedded,
  link,
}: {
  readonly panel: PanelId;
  readonly hide: Signal<readonly ControlName[]>;
  readonly embedded: Signal<boolean>;
  readonly link: string;
}) {
  const id = useId();
  const groups = [
    {
      title: PANELS.find((one) => one.id === panel)!.title,
      controls: CONTROLS.filter((one) => one.panel === panel),
    },
    { title: "The page", controls: CONTROLS.filter((one) => one.panel === "page") },
  ];
  return (
    <details class="share-teacher">
      <summary>For lessons: hide controls, or put the panel into another page</summary>
      {groups.map(({ title, controls }) => (
        <fieldset key={title}>
          <legend>{title}: hide</legend>
          <div class="share-controls">
            {controls.map((control) => (
              <HideBox key={control.name} control={control} hide={hide} />
            ))}
          </div>
        </fieldset>
      ))}
      <fieldset>
        <legend>In another page</legend>
        <label class="check">
          <input
            type="checkbox"
            checked={embedded.value}
            onChange={({ currentTarget }) => {
              embedded.value = currentTarget.checked;
            }}
          />
          Only the panel, for a frame: no header, no tabs
        </label>
        {embedded.value && (
          <div class="share-link">
            <input id={id} type="text" readOnly aria-label="HTML of the frame" value={frameOf(link)} />
            <CopyButton label="Copy HTML" text={frameOf(link)} field={id} />
          </div>
        )}
      </fieldset>
    </details>
  );
}

function HideBox({
  control,
  hide,
}: {
  readonly control: Control;
  readonly hide: Signal<readonly ControlName[]>;
}) {
  const { name, title } = control;
  return (
    <label class="check">
      <input
        type="checkbox"
        checked={hide.value.includes(name)}
        onChange={({ currentTarget }) => {
          const others = hide.value.filter((one) => one !== name);
          hide.value = currentTarget.checked ? [...others, name] : others;
        }}
      />
      {title}
    </label>
  );
}

function frameOf(link: string): string {
  const address = link.replaceAll("&", "&amp;").replaceAll('"', "&quot;");
  return `<iframe src="${address}" title="Backproof Studio" width="100%" height="700"></iframe>`;
}
