/** The box that adds papers: it searches as the explorer does. */

import type { Catalogue } from "../engine/catalogue.ts";
import { Engine } from "../engine/engine.ts";
import { EMPTY } from "../engine/state.ts";
import { required } from "../lib/dom.ts";
import { type Pick, Picks } from "../lib/picks.ts";
import { _ } from "../lib/words.ts";

const SHOWN = 8;

export type Hit = { readonly id: string; readonly title: string; readonly about: string };

export type Search = {
  /** Draw the hits again: papers were added or removed. */
  readonly update: () => void;
};

/** `hitOf` names a paper, or is null for one that is compared already; `add` is told which one is picked. */
export function searchBox(
  form: HTMLFormElement,
  catalogue: Catalogue,
  hitOf: (id: string) => Hit | null,
  add: (id: string) => void,
): Search {
  const box = required("input[name=q]", HTMLInputElement, form);
  const picks = new Picks(form, box, required(".kb-picks", HTMLElement, form), () => {
    latest += 1;
  });
  let engine: Engine | null = null;
  let latest = 0;
  const opened = (): Engine => (engine ??= new Engine(catalogue));
  const search = async (): Promise<void> => {
    const asked = ++latest;
    const text = box.value.trim();
    if (!text) return picks.close();
    await opened().ready;
    if (asked !== latest) return;
    const found = opened().all({ ...EMPTY, text });
    const hits = first(found);
    const none = found.length > 0 ? _("All papers with these words are compared already.") : _("No paper matches.");
    picks.show(hits, hits.length > 0 ? "" : none);
    form.dataset.shown = text;
  };
  const first = (found: readonly string[]): Pick[] => {
    const shown: Pick[] = [];
    for (const id of found) {
      const hit = hitOf(id);
      if (hit) shown.push({ name: hit.title, about: hit.about, pick: () => pick(id) });
      if (shown.length === SHOWN) break;
    }
    return shown;
  };
  const pick = (id: string): void => {
    add(id);
    box.value = "";
    latest += 1;
    picks.close();
    box.focus();
  };
  box.addEventListener("focus", opened, { once: true });
  box.addEventListener("input", () => void search());
  form.addEventListener("submit", (event) => event.preventDefault());
  return { update: () => (picks.isOpen ? void search() : undefined) };
}
