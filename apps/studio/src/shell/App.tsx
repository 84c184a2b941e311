import { isEmbedded } from "../share/page.ts";
import { Header } from "./Header.tsx";
import { Notices } from "./Notices.tsx";
import { PanelHost } from "./PanelHost.tsx";

export function App() {
  return (
    <>
      {!isEmbedded.value && (
        <>
          <a class="skip" href="#panel" onClick={focusPanel}>
            Skip to the panel
          </a>
          <Header />
        </>
      )}
      <Notices />
      <PanelHost />
    </>
  );
}

/** The address names the panel, so the link must not change it. */
function focusPanel(event: Event): void {
  event.preventDefault();
  document.getElementById("panel")?.focus();
}
