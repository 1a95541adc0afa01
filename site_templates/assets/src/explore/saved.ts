/** Searches that a reader gave a name to. They are kept in this browser; each is an address that can be shared. */

import { announce } from "../lib/announce.ts";
import { element, pressable, required } from "../lib/dom.ts";
import { Stored } from "../lib/stored.ts";
import { _ } from "../lib/words.ts";

type Search = { readonly name: string; readonly query: string };
type Kept = { readonly version: 1; readonly searches: readonly Search[] };

/** `open` shows the papers of a query; `current` is the query of the papers shown, `named` what it could be called. */
export function savedSearches(
  place: HTMLElement,
  root: URL,
  explorer: { open(query: string): void; current(): string; named(): string },
): void {
  const stored = new Stored<Kept>("searches", root, readSearches);
  const menu = required(".kb-saved", HTMLDetailsElement, place);
  const list = required(".kb-saved__list", HTMLElement, menu);
  const none = required(".kb-saved__none", HTMLElement, menu);
  const count = required(".kb-saved__count", HTMLElement, menu);
  const name = required("input[name=search-name]", HTMLInputElement, menu);
  const save = required(".kb-saved__save", HTMLButtonElement, menu);

  const keep = (searches: readonly Search[], words: string, undo?: { words: string; run: () => void }): void => {
    const kept = stored.set({ version: 1, searches });
    const notKept = _("Your browser keeps nothing for this site: the search lasts until you leave this page.");
    announce(kept ? words : notKept, undo);
  };
  const item = (search: Search): HTMLElement => {
    const line = element("li", "kb-saved__item");
    const link = element("a", "", search.name);
    link.href = search.query ? `?${search.query}` : location.pathname;
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      menu.open = false;
      explorer.open(search.query);
    });
    const remove = pressable("kb-link-button", _("Remove"), () => {
      const before = stored.get().searches;
      const without = before.filter((one) => one.name !== search.name);
      keep(without, _("The search “{name}” is removed.", search), {
        words: _("Undo"),
        run: () => keep(before, _("The search “{name}” is back.", search)),
      });
      name.focus();
    });
    remove.setAttribute("aria-label", _("Remove {name}", search));
    line.append(link, remove);
    return line;
  };
  const show = (): void => {
    const { searches } = stored.get();
    list.replaceChildren(...searches.map(item));
    none.hidden = searches.length > 0;
    count.textContent = searches.length > 0 ? `(${searches.length})` : "";
  };
  const add = (): void => {
    const called = name.value.trim() || explorer.named();
    const others = stored.get().searches.filter((one) => one.name !== called);
    keep(
      [...others, { name: called, query: explorer.current() }],
      _("The search is saved as “{name}”.", { name: called }),
    );
    name.value = "";
  };
  save.addEventListener("click", add);
  name.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    add();
  });
  menu.addEventListener("toggle", () => {
    name.placeholder = explorer.named();
  });
  stored.onChange(show);
  show();
}

function readSearches(kept: unknown): Kept {
  const listed = typeof kept === "object" && kept !== null && "searches" in kept ? kept.searches : [];
  const searches = (Array.isArray(listed) ? listed : []).filter(
    (one: unknown): one is Search =>
      typeof one === "object" &&
      one !== null &&
      "name" in one &&
      "query" in one &&
      typeof one.name === "string" &&
      typeof one.query === "string",
  );
  return { version: 1, searches };
}
