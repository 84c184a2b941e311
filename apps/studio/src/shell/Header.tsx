import { ShareButton } from "../share/dialog/ShareButton.tsx";
import { Tabs } from "./Tabs.tsx";
import { ThemeButton } from "./ThemeButton.tsx";

export function Header() {
  return (
    <header class="header">
      <h1 class="wordmark">
        Backproof <span>Studio</span>
      </h1>
      <Tabs />
      <ShareButton />
      <ThemeButton />
    </header>
  );
}
