import type { ComponentType } from "preact";

/** The tabs in their order. A panel is loaded when it is first opened. */
export const PANELS = [
  {
    id: "derive",
    title: "Derive",
    load: () => import("./share/panels/derive.ts").then(({ DerivePanel }) => DerivePanel),
  },
  {
    id: "train",
    title: "Train",
    load: () => import("./share/panels/train.ts").then(({ TrainPanel }) => TrainPanel),
  },
  {
    id: "descend",
    title: "Descend",
    load: () => import("./share/panels/descend.ts").then(({ DescendPanel }) => DescendPanel),
  },
] as const satisfies readonly {
  readonly id: string;
  readonly title: string;
  readonly load: () => Promise<ComponentType>;
}[];

export type PanelId = (typeof PANELS)[number]["id"];

/** The panel of an address that names none. */
export const FIRST_PANEL: PanelId = "derive";
