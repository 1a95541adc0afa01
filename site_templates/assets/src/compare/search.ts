/** The box that adds papers: it searches as the explorer does, in the explorer's worker. */

import { EMPTY } from "../engine/state.ts";
import type { Client } from "../explore/protocol.ts";
import { connect } from "../explore/service.ts";
import { required } from "../lib/dom.ts";
import { type Pick, Picks } from "../lib/picks.ts";
import { _, wordsAddress } from "../lib/words.ts";

const SHOWN = 8;

export type Hit = { readonly id: string; readonly title: string; readonly about: string };

export type Search = {
  /** Draw the hits again: papers were added or removed. */
  readonly update: () => void;
};

/** `hitOf` names a paper, or is null for one that is compared already; `add` is told which one is picked. */
export function searchBox(
  form: HTMLFormElement,
  explorer: string,
  catalogue: string,
  hitOf: (id: string) => Hit | null,
  add: (id: string) => void,
): Search {
  const box = required("input[name=q]", HTMLInputElement, form);
  const picks = new Picks(form, box, required(".kb-picks", HTMLElement, form), () => {
    latest += 1;
  });
  let client: Promise<Client> | null = null;
  let latest = 0;
  const opened = (): Promise<Client> => {
    client ??= (async () => {
      const made = connect(explorer);
      await made({ ask: "open", catalogue, words: wordsAddress() });
      return made;
    })();
    client.catch(() => {
      client = null;
    });
    return client;
  };
  const search = async (): Promise<void> => {
    const asked = ++latest;
    const text = box.value.trim();
    if (!text) return picks.close();
    let hits: readonly Pick[] = [];
    let remark: string;
    try {
      const ask = await opened();
      const found = await ask({ ask: "all", state: { ...EMPTY, text } });
      hits = first(found);
      if (hits.length > 0) remark = "";
      else remark = found.length > 0 ? _("All papers with these words are compared already.") : _("No paper matches.");
    } catch (error) {
      remark = _("The search could not be loaded ({error}).", { error: String(error) });
    }
    if (asked !== latest) return;
    picks.show(hits, remark);
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
  box.addEventListener("focus", () => void opened().catch(() => undefined), { once: true });
  box.addEventListener("input", () => void search());
  form.addEventListener("submit", (event) => event.preventDefault());
  return { update: () => (picks.isOpen ? void search() : undefined) };
}
