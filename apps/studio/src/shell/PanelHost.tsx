import { computed, effect, signal } from "@preact/signals";
import type { ComponentType } from "preact";
import { PANELS, type PanelId } from "../panels.ts";
import { firstLink } from "../share/opening.ts";
import { notify } from "../state/notices.ts";
import { route } from "../state/route.ts";

const loaded = signal<Partial<Record<PanelId, ComponentType>>>({});
const current = computed(() => route.value.panel);

effect(() => {
  const { id, title } = panelOf(current.value);
  document.title = `${title} · Backproof Studio`;
  void load(id);
});

/** The open panel. Its state lives in signals outside, so going to another tab and back loses nothing. */
export function PanelHost() {
  const { id, title } = panelOf(current.value);
  const Panel = loaded.value[id];
  return (
    <main>
      <div class="panel" id="panel" role="tabpanel" aria-labelledby={`tab-${id}`} tabIndex={-1}>
        {Panel === undefined ? <p class="loading">Loading {title}…</p> : <Panel />}
      </div>
    </main>
  );
}

function panelOf(id: PanelId) {
  return PANELS.find((panel) => panel.id === id)!;
}

async function load(id: PanelId): Promise<void> {
  if (loaded.peek()[id] !== undefined) return;
  const { title, load: fetchPanel } = panelOf(id);
  // A link may say what the panel is to show first.
  await firstLink;
  try {
    const panel = await fetchPanel();
    loaded.value = { ...loaded.peek(), [id]: panel };
  } catch {
    notify({
      kind: "problem",
      text: `The panel ${title} could not be loaded; is the server still running?`,
      action: { label: "Try again", run: () => void load(id) },
    });
  }
}
