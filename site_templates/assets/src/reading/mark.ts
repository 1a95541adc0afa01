/** The buttons that put papers on the reading list and take them off again. */

import { announce } from "../lib/announce.ts";
import { element, pressable } from "../lib/dom.ts";
import { papers } from "../lib/labels.ts";
import type { ReadingList } from "../lib/reading-list.ts";
import { _ } from "../lib/words.ts";

type Paper = { readonly id: string; readonly title: string };

export class Marks {
  readonly #list: ReadingList;
  #marked: ReadonlySet<string> = new Set();

  constructor(list: ReadingList) {
    this.#list = list;
    this.#read();
    list.onChange(() => {
      this.#read();
      for (const button of document.querySelectorAll<HTMLButtonElement>("button[data-kb-marks]")) this.#show(button);
    });
  }

  /** Put a button on every paper of the page. */
  everywhere(): void {
    for (const card of document.querySelectorAll<HTMLElement>(".kb-card[data-kb-paper]")) this.onCard(card);
    for (const place of document.querySelectorAll<HTMLElement>("[data-kb-mark]")) {
      const { kbMark: id = "", kbTitle: title = "" } = place.dataset;
      const button = this.#button({ id, title }, "kb-button kb-mark--words");
      button.append(element("span", "", _("Reading list")));
      place.append(button);
    }
  }

  onCard(card: HTMLElement): void {
    const title = card.querySelector(".kb-card__title")?.textContent ?? "";
    card.append(this.button({ id: card.dataset.kbPaper ?? "", title }));
  }

  /** A button that shows its icon alone. */
  button(paper: Paper): HTMLButtonElement {
    const button = this.#button(paper, "kb-mark");
    button.append(element("span", "kb-hidden", _("Reading list: {title}", { title: paper.title })));
    return button;
  }

  #button(paper: Paper, className: string): HTMLButtonElement {
    const button = pressable(className, "", () => {
      const added = !this.#marked.has(paper.id);
      tell(this.#list, added ? this.#list.add([paper]) : this.#list.remove(paper.id), added);
    });
    button.dataset.kbMarks = paper.id;
    this.#show(button);
    return button;
  }

  #show(button: HTMLButtonElement): void {
    const isMarked = this.#marked.has(button.dataset.kbMarks ?? "");
    button.setAttribute("aria-pressed", String(isMarked));
    button.dataset.icon = isMarked ? "marked" : "mark";
    button.title = isMarked ? _("On your reading list: press to take it off") : _("Put on your reading list");
  }

  #read(): void {
    this.#marked = new Set(this.#list.entries.map(({ id }) => id));
  }
}

/** Say what came of putting papers on the list or taking them off; `kept` is whether the browser keeps it. */
export function tell(list: ReadingList, kept: boolean, added: boolean): void {
  const has = { papers: papers(list.entries.length) };
  if (!kept) announce(NOT_KEPT);
  else if (added) announce(_("Added: your reading list has {papers}.", has));
  else announce(_("Taken off: your reading list has {papers}.", has));
}

export const NOT_KEPT = _(
  "Your browser keeps nothing for this site: your reading list lasts only until you leave this page.",
);
