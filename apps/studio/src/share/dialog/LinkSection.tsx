import { useComputed, useSignal } from "@preact/signals";
import { useEffect, useId } from "preact/hooks";
import type { PanelId } from "../../panels.ts";
import { notifyError } from "../../state/notices.ts";
import { linkTo, MOST_CHARACTERS, present } from "../address.ts";
import type { ControlName } from "../controls.ts";
import { hidden, isEmbedded, wordsOf } from "../page.ts";
import { shares } from "../registry.ts";
import { CopyButton } from "./CopyButton.tsx";
import { TeacherOptions } from "./TeacherOptions.tsx";

/** The link to what is shown, with what a teacher wants hidden. */
export function LinkSection({ panel }: { readonly panel: PanelId }) {
  const id = useId();
  const embedded = useSignal(isEmbedded.peek());
  const hide = useSignal<readonly ControlName[]>(hidden.peek());
  // Undefined: too long. Null: not known yet.
  const link = useSignal<string | undefined | null>(null);
  const wanted = useComputed(() => {
    const shown = shares.value[panel]?.read();
    const { panels } = present.value;
    return {
      missing: shown?.missing,
      // All words, also where they say what is shown first: a later version may begin with something else.
      link: {
        panel,
        panels: { ...panels, [panel]: shown?.words ?? {} },
        page: wordsOf(embedded.value, hide.value),
      },
    };
  });

  useEffect(() => {
    shares.peek()[panel]?.refresh?.().catch(notifyError);
  }, [panel]);
  useEffect(() => {
    let isWanted = true;
    linkTo(wanted.value.link).then((text) => {
      if (isWanted) link.value = text === undefined ? undefined : new URL(text, window.location.href).href;
    }, notifyError);
    return () => {
      isWanted = false;
    };
  }, [wanted.value]);

  const { missing } = wanted.value;
  const text = link.value ?? "";
  return (
    <section aria-labelledby={`${id}-title`}>
      <h3 id={`${id}-title`}>Link</h3>
      <p class="caption">
        Opens this panel as it is now, with the same numbers. Nothing is sent: all of it is in the link.
      </p>
      <div class="share-link">
        <input id={id} type="text" readOnly aria-label="Link" value={text} onFocus={selectAll} />
        <CopyButton label="Copy link" text={text} field={id} primary />
      </div>
      <p class="field-note" role="status">
        {link.value === undefined &&
          `This is too much for a link of ${MOST_CHARACTERS.toLocaleString("en")} characters. Save the network as a file and pass that on.`}
        {text.length > LONG &&
          `The link has ${text.length.toLocaleString("en")} characters; some chat programs cut long ones. `}
        {missing}
      </p>
      <TeacherOptions panel={panel} hide={hide} embedded={embedded} link={text} />
    </section>
  );
}

const LONG = 2000;

function selectAll({ currentTarget }: { readonly currentTarget: HTMLInputElement }): void {
  currentTarget.select();
}
