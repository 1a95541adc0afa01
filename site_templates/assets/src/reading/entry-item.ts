/** The papers of a reading list as the page shows them: the card of all lists, with what the reader says of it. */

import type { PaperRows } from "../explore/paper-rows.ts";
import { element, pressable } from "../lib/dom.ts";
import type { Entry } from "../lib/reading-list.ts";
import { _ } from "../lib/words.ts";
import type { Papers } from "./papers.ts";

type Actions = {
  note(id: string, note: string): void;
  status(id: string, status: Entry["status"]): void;
  move(id: string, by: number): void;
  remove(id: string): void;
};

export class EntryItems {
  readonly #list: HTMLElement;
  readonly #rows: PaperRows;
  readonly #papers: Papers;
  readonly #actions: Actions;

  constructor(list: HTMLElement, rows: PaperRows, papers: Papers, actions: Actions) {
    this.#list = list;
    this.#rows = rows;
    this.#papers = papers;
    this.#actions = actions;
  }

  /** Draw the entries anew; the field that has the focus has it again afterwards. */
  show(entries: readonly Entry[], { own, canMove }: { own: boolean; canMove: boolean }): void {
    const focused = focusIn(this.#list);
    this.#list.replaceChildren(
      ...entries.map((entry, place) => {
        const item = element("li", "kb-reading__item");
        item.dataset.kbId = entry.id;
        item.append(this.#card(entry));
        if (own) item.append(this.#controls(entry, canMove ? { place, last: entries.length - 1 } : null));
        return item;
      }),
    );
    focused?.(this.#list);
  }

  #card(entry: Entry): HTMLElement {
    const row = this.#papers.row(entry.id);
    if (row) return this.#rows.draw(row);
    const card = element("article", "kb-card");
    const gone = element("p", "kb-card__byline", _("This paper is no longer in this knowledge base."));
    card.append(element("h3", "kb-card__title", entry.title), gone);
    return card;
  }

  #controls(entry: Entry, at: { place: number; last: number } | null): HTMLElement {
    const { id, title } = entry;
    const controls = element("div", "kb-reading__controls");
    const read = element("label", "kb-reading__read");
    const box = element("input");
    box.type = "checkbox";
    box.name = "read";
    box.checked = entry.status === "read";
    box.setAttribute("aria-label", _("Read: {title}", { title }));
    box.addEventListener("change", () => this.#actions.status(id, box.checked ? "read" : "to read"));
    read.append(box, " ", _("Read"));
    const note = element("textarea", "kb-reading__note");
    note.name = "note";
    note.rows = Math.max(1, entry.note.split("\n").length);
    note.value = entry.note;
    note.placeholder = _("Note");
    note.setAttribute("aria-label", _("Note on {title}", { title }));
    note.addEventListener("input", () => {
      note.rows = Math.max(1, note.value.split("\n").length);
      this.#actions.note(id, note.value);
    });
    const buttons = element("span", "kb-reading__moves");
    if (at) {
      buttons.append(
        this.#button("up", _("Move up"), title, at.place === 0, () => this.#actions.move(id, -1)),
        this.#button("down", _("Move down"), title, at.place === at.last, () => this.#actions.move(id, 1)),
      );
    }
    buttons.append(this.#button("remove", _("Take off the list"), title, false, () => this.#actions.remove(id)));
    controls.append(read, note, buttons);
    return controls;
  }

  #button(icon: string, words: string, title: string, disabled: boolean, press: () => void): HTMLButtonElement {
    const button = pressable("kb-mark kb-reading__button", "", () => {
      if (!disabled) press();
    });
    button.name = icon;
    button.dataset.icon = icon;
    button.title = words;
    button.setAttribute("aria-label", _("{action}: {title}", { action: words, title }));
    // Not `disabled`, which would lose the focus of a reader who moves a paper to the end with the keyboard.
    button.setAttribute("aria-disabled", String(disabled));
    return button;
  }
}

/** How to give the focus back to the field of the same paper that has it now. */
function focusIn(list: HTMLElement): ((drawn: HTMLElement) => void) | null {
  const active = document.activeElement;
  if (!(active instanceof HTMLElement) || !list.contains(active)) return null;
  const items = [...list.children];
  const item = active.closest<HTMLElement>("[data-kb-id]");
  const place = item ? items.indexOf(item) : 0;
  const name = active.getAttribute("name") ?? "";
  return (drawn) => {
    const same = [...drawn.children].find((one) => (one as HTMLElement).dataset.kbId === item?.dataset.kbId);
    const near = same ?? drawn.children[Math.min(place, drawn.children.length - 1)];
    near?.querySelector<HTMLElement>(name ? `[name="${name}"]` : "a")?.focus();
  };
}
