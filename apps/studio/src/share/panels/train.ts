// The panel Train and what links and files need of it, in this order: a link may name other samples than the first.
import "./trainShare.ts";
export { TrainPanel } from "../../train/TrainPanel.tsx";
