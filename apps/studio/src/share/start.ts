// Everything that makes the page one that can be kept and shared. Called once, before anything is shown.
import { followState } from "./address.ts";
import { tellHeight } from "./embed.ts";
import { takeFilesEverywhere } from "./files/everywhere.ts";
import { applyPage } from "./page.ts";

export function startSharing(): void {
  applyPage();
  followState();
  tellHeight();
  takeFilesEverywhere();
}
