// The panel Derive and what links and files need of it, in this order: a link must be heard before the panel shows anything.
import "./deriveShare.ts";
import "./deriveExport.ts";
export { DerivePanel } from "../../derive/DerivePanel.tsx";
