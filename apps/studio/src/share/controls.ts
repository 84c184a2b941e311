/** What a teacher can hide. The name goes into the link, so it stays as it is; the selector may follow the page. */
export const CONTROLS = [
  { name: "tabs", title: "The tabs", panel: "page", selector: ".tabs" },
  { name: "theme", title: "Light and dark", panel: "page", selector: ".theme-button" },
  { name: "share", title: "Keep and share", panel: "page", selector: ".share-button" },
  { name: "derive-walk", title: "Play and step", panel: "derive", selector: ".derive-transport" },
  {
    name: "derive-descent",
    title: "Gradient step, cost, undo",
    panel: "derive",
    selector: ".derive-descent",
  },
  { name: "derive-derivation", title: "Derivation", panel: "derive", selector: ".derive-derivation" },
  { name: "derive-steps", title: "List of steps", panel: "derive", selector: ".derive-steps" },
  { name: "derive-convention", title: "Convention", panel: "derive", selector: ".derive-conventions" },
  { name: "derive-network", title: "Network", panel: "derive", selector: ".derive-network" },
  { name: "derive-samples", title: "Samples", panel: "derive", selector: ".derive-samples" },
  { name: "train-data", title: "Data", panel: "train", selector: '.train-settings > [aria-label="Data"]' },
  {
    name: "train-network",
    title: "Network",
    panel: "train",
    selector: '.train-settings > [aria-label="Network"]',
  },
  {
    name: "train-tuning",
    title: "Training settings",
    panel: "train",
    selector: '.train-settings > [aria-label="Training settings"]',
  },
  {
    name: "train-files",
    title: "Network file",
    panel: "train",
    selector: '.train-settings > [aria-label="Network file"]',
  },
  { name: "train-try", title: "Try it", panel: "train", selector: ".train-try" },
  { name: "train-figures", title: "Curves and pictures", panel: "train", selector: ".train-figures" },
  { name: "descend-place", title: "Network and axes", panel: "descend", selector: ".descend-place" },
  { name: "descend-algorithms", title: "Algorithms", panel: "descend", selector: ".descend-algorithms" },
  {
    name: "descend-rate",
    title: "How large the learning rate may be",
    panel: "descend",
    selector: ".descend-side > .figure",
  },
  { name: "descend-lab", title: "Learning-rate lab", panel: "descend", selector: ".descend-lab" },
] as const;

export type Control = (typeof CONTROLS)[number];
export type ControlName = Control["name"];
