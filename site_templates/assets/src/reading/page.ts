/** The reading list's page: the reader's own papers, or a list that somebody shared in the address. */

import type { Catalogue } from "../engine/catalogue.ts";
import { loadCatalogue } from "../engine/load.ts";
import { PaperRows } from "../explore/paper-rows.ts";
import { announce } from "../lib/announce.ts";
import { COMPARED_AT_MOST, compareLink } from "../lib/compare-link.ts";
import { required } from "../lib/dom.ts";
import { papers } from "../lib/labels.ts";
import { moved } from "../lib/moved.ts";
import { type Entry, joined, newEntry, ReadingList } from "../lib/reading-list.ts";
import { siteRoot } from "../lib/root.ts";
import { _ } from "../lib/words.ts";
import { Papers } from "./papers.ts";
import { EntryItems } from "./entry-item.ts";
import { NOT_KEPT } from "./mark.ts";
import { sharedIds } from "./shared.ts";
import { tools } from "./tools.ts";

export async function readingList(script: string): Promise<void> {
  const place = required("#kb-reading-list", HTMLElement);
  const status = required(".kb-reading__status", HTMLElement, place);
  place.hidden = false;
  try {
    const catalogue = await loadCatalogue(place.dataset.catalogue ?? "");
    new Page(place, status, catalogue, siteRoot(script)).begin();
  } catch (error) {
    status.textContent = _("The catalogue could not be loaded ({error}).", { error: String(error) });
  }
}

class Page {
  readonly #place: HTMLElement;
  readonly #root: URL;
  readonly #status: HTMLElement;
  readonly #papers: Papers;
  readonly #list: ReadingList;
  readonly #items: EntryItems;
  readonly #filter: HTMLSelectElement;
  /** A note changes as the reader writes it: its field stays as it is. */
  #isWriting = false;

  constructor(place: HTMLElement, status: HTMLElement, catalogue: Catalogue, root: URL) {
    this.#place = place;
    this.#status = status;
    this.#root = root;
    this.#papers = new Papers(catalogue);
    this.#list = new ReadingList(root);
    this.#rename();
    this.#filter = required("select[name=show]", HTMLSelectElement, place);
    const rows = new PaperRows(place, root);
    this.#items = new EntryItems(required(".kb-reading__papers", HTMLElement, place), rows, this.#papers, {
      note: (id, note) => this.#note(id, note),
      status: (id, status) => this.#kept(this.#change(id, { status })),
      move: (id, by) => this.#move(id, by),
      remove: (id) => this.#remove(id),
    });
    tools(place, root, this.#papers, {
      shown: () => this.#shown(),
      take: (entries) => this.#take(entries),
    });
  }

  begin(): void {
    this.#filter.addEventListener("change", () => this.#show());
    required(".kb-reading__clear", HTMLButtonElement, this.#place).addEventListener("click", () => this.#clear());
    required(".kb-reading__keep", HTMLButtonElement, this.#place).addEventListener("click", () => {
      this.#take(this.#shared() ?? []);
      this.#leave();
    });
    required(".kb-reading__leave", HTMLButtonElement, this.#place).addEventListener("click", () => this.#leave());
    this.#list.onChange(() => {
      if (!this.#isWriting) this.#show();
    });
    addEventListener("hashchange", () => this.#show());
    this.#show();
  }

  /** The entries of the list in the address, or null where there is none. */
  #shared(): Entry[] | null {
    const ids = sharedIds(location.hash);
    if (!ids) return null;
    const entries = ids.map((id) => {
      const present = this.#papers.present(id);
      return newEntry({ id: present, title: this.#papers.row(present)?.title ?? present });
    });
    return joined([], entries);
  }

  #shown(): readonly Entry[] {
    const shared = this.#shared();
    if (shared) return shared;
    const wanted = this.#filter.value;
    return this.#list.entries.filter(({ status }) => wanted === "" || status === wanted);
  }

  #show(): void {
    const shared = this.#shared();
    const all = this.#list.entries;
    const entries = this.#shown();
    const banner = required(".kb-reading__shared", HTMLElement, this.#place);
    banner.hidden = shared === null;
    if (shared) {
      const known = shared.filter(({ id }) => all.some((entry) => entry.id === id)).length;
      required(".kb-reading__shared-about", HTMLElement, banner).textContent = _(
        "Somebody shared these with you: {papers}, {known} of them on your own list.",
        { papers: papers(shared.length), known },
      );
    }
    this.#items.show(entries, { own: shared === null, canMove: shared === null && this.#filter.value === "" });
    const read = all.filter(({ status }) => status === "read").length;
    this.#status.textContent = shared
      ? papers(shared.length)
      : _("{papers}, {read} of them read.", { papers: papers(all.length), read });
    required(".kb-reading__empty", HTMLElement, this.#place).hidden = shared !== null || all.length > 0;
    required(".kb-reading__clear", HTMLButtonElement, this.#place).hidden = shared !== null || all.length === 0;
    required(".kb-reading__filter", HTMLElement, this.#place).hidden = shared !== null || all.length === 0;
    const compare = required("a.kb-compare", HTMLAnchorElement, this.#place);
    compare.hidden = entries.length < 2 || entries.length > COMPARED_AT_MOST;
    compare.href = compareLink(
      this.#root,
      entries.map(({ id }) => id),
    );
    this.#place.dataset.shown = String(entries.length);
  }

  #note(id: string, note: string): void {
    this.#isWriting = true;
    this.#kept(this.#change(id, { note }));
    this.#isWriting = false;
  }

  #change(id: string, what: Partial<Pick<Entry, "note" | "status">>): boolean {
    return this.#list.replace(this.#list.entries.map((entry) => (entry.id === id ? { ...entry, ...what } : entry)));
  }

  #move(id: string, by: number): void {
    const { entries } = this.#list;
    const from = entries.findIndex((entry) => entry.id === id);
    this.#kept(this.#list.replace(moved(entries, from, by)));
  }

  /** Papers that were renamed since they were marked get their present identifiers. */
  #rename(): void {
    const before = this.#list.entries;
    const present = before.map((entry) => ({ ...entry, id: this.#papers.present(entry.id) }));
    const after = joined([], present);
    if (after.some((entry, place) => entry.id !== before[place]?.id)) this.#list.replace(after);
  }

  #take(entries: readonly Entry[]): void {
    const before = this.#list.entries;
    const kept = this.#list.replace(joined(before, entries));
    const added = this.#list.entries.length - before.length;
    if (!kept) return announce(NOT_KEPT);
    const said = { papers: papers(added), all: this.#list.entries.length };
    announce(_("{papers} added to your reading list, which has {all}.", said), this.#undo(before));
  }

  #remove(id: string): void {
    const before = this.#list.entries;
    this.#kept(this.#list.remove(id), _("Taken off your reading list."), before);
  }

  #clear(): void {
    const before = this.#list.entries;
    this.#kept(this.#list.replace([]), _("Your reading list is empty."), before);
  }

  /** Go from a shared list to the reader's own. */
  #leave(): void {
    history.pushState(null, "", location.pathname);
    this.#show();
  }

  /** Say what happened and that it can be undone, or that the browser keeps nothing. */
  #kept(kept: boolean, words = "", before: readonly Entry[] = []): void {
    if (!kept) announce(NOT_KEPT);
    else if (words) announce(words, this.#undo(before));
  }

  #undo(before: readonly Entry[]): { words: string; run: () => void } {
    return { words: _("Undo"), run: () => this.#kept(this.#list.replace(before)) };
  }
}
