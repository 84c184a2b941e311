import { effect } from "@preact/signals";
import { derived } from "../../derive/compute/derived.ts";
import { exported } from "../export/exports.ts";

effect(() => {
  exported.value = derived.value?.derivation ?? null;
});
