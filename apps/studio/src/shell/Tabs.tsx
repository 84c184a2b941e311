import { PANELS } from "../panels.ts";
import { addressOf, goTo, route } from "../state/route.ts";

/** The panels as tabs: arrow keys, Home and End go from one to the next. */
export function Tabs() {
  const current = route.value.panel;
  return (
    <div class="tabs" role="tablist" aria-label="Panels" onKeyDown={onKeyDown}>
      {PANELS.map(({ id, title }) => (
        <a
          key={id}
          id={`tab-${id}`}
          role="tab"
          href={addressOf(id)}
          aria-selected={id === current}
          aria-controls="panel"
          tabIndex={id === current ? 0 : -1}
        >
          {title}
        </a>
      ))}
    </div>
  );
}

function onKeyDown(event: KeyboardEvent): void {
  const here = PANELS.findIndex(({ id }) => id === route.value.panel);
  const last = PANELS.length - 1;
  const places: Partial<Record<string, number>> = {
    ArrowLeft: here === 0 ? last : here - 1,
    ArrowRight: here === last ? 0 : here + 1,
    Home: 0,
    End: last,
  };
  const place = places[event.key];
  if (place === undefined) return;
  event.preventDefault();
  const { id } = PANELS[place]!;
  goTo(id);
  document.getElementById(`tab-${id}`)?.focus();
}
