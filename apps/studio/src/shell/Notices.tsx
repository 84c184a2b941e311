import { dismiss, notices } from "../state/notices.ts";

/** What went wrong and what to know; a live region, so screen readers say it. */
export function Notices() {
  return (
    <div class="notices" role="region" aria-label="Messages" aria-live="polite">
      {notices.value.map(({ id, kind, text, action }) => (
        <div key={id} class={`notice ${kind}`}>
          <span class="notice-sign" aria-hidden="true">
            {kind === "problem" ? "!" : "i"}
          </span>
          <p>
            <span class="hidden">{kind === "problem" ? "Problem: " : "Note: "}</span>
            {text}
          </p>
          {action && (
            <button
              type="button"
              onClick={() => {
                dismiss(id);
                action.run();
              }}
            >
              {action.label}
            </button>
          )}
          <button
            type="button"
            class="quiet"
            aria-label="Close this message"
            onClick={() => {
              dismiss(id);
            }}
          >
            ✕
          </button>
        </div>
      ))}
    </div>
  );
}
