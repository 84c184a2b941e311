// The panel Descend and what links and files need of it; it offers the network of Derive, so a link's words for that come first.
import "./deriveShare.ts";
import "./descendShare.ts";
export { DescendPanel } from "../../descend/DescendPanel.tsx";
