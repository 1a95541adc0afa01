/** The list of results: rows drawn from the page's own template, chips of what is on, pages, and what to do at none. */

import type { Row } from "../engine/catalogue.ts";
import type { Answer, Chip } from "../engine/engine.ts";
import { shownSort, type State } from "../engine/state.ts";
import { counted, element, required } from "../lib/dom.ts";
import { PaperRows } from "./paper-rows.ts";

/** The select box says the order of the results, and offers relevance where something is asked. */
export function showSort(box: HTMLSelectElement, state: State): void {
  for (const option of box.options) {
    option.disabled = option.value === "relevance" && state.text.trim() === "";
  }
  box.value = shownSort(state);
}

export class ResultList {
  readonly #list: HTMLElement;
  readonly #chips: HTMLElement;
  readonly #empty: HTMLElement;
  readonly #pager: HTMLElement;
  readonly #sort: HTMLSelectElement;
  readonly #rows: PaperRows;
  readonly #go: (state: State) => void;
  readonly selected = new Set<string>();
  onSelection: () => void = () => undefined;

  constructor(place: HTMLElement, root: URL, go: (state: State) => void) {
    this.#list = required(".kb-explore__results", HTMLElement, place);
    this.#chips = required(".kb-explore__chips", HTMLElement, place);
    this.#empty = required(".kb-explore__empty", HTMLElement, place);
    this.#pager = required(".kb-explore__pager", HTMLElement, place);
    this.#sort = required("select[name=sort]", HTMLSelectElement, place);
    this.#rows = new PaperRows(required("template.kb-paper-template", HTMLTemplateElement, place), root);
    this.#go = go;
  }

  show(answer: Answer, state: State): void {
    showSort(this.#sort, state);
    this.#list.replaceChildren(...answer.rows.map((row) => this.#item(row)));
    this.#chips.replaceChildren(...answer.chips.map((chip) => this.#chip(chip)));
    if (answer.chips.length > 1) this.#chips.append(this.#clear(state));
    this.#showRemedies(answer);
    this.#showPager(answer, state);
  }

  /** The titles of the papers shown, as links. */
  links(): HTMLElement[] {
    return [...this.#list.querySelectorAll<HTMLElement>(".kb-card__title a")];
  }

  #item(row: Row): HTMLElement {
    const item = element("li", "kb-explore__item");
    const box = element("input", "kb-select");
    box.type = "checkbox";
    box.checked = this.selected.has(row.id);
    box.setAttribute("aria-label", `Select ${row.title}`);
    box.addEventListener("change", () => {
      if (box.checked) this.selected.add(row.id);
      else this.selected.delete(row.id);
      this.onSelection();
    });
    item.append(box, this.#rows.draw(row));
    return item;
  }

  #chip(chip: Chip): HTMLElement {
    const button = element("button", "kb-chip kb-chip--remove");
    button.type = "button";
    button.append(element("span", "kb-chip__name", `${chip.name}: `), chip.value, element("span", "kb-chip__x", "×"));
    button.setAttribute("aria-label", `Remove ${chip.name}: ${chip.value}`);
    button.addEventListener("click", () => this.#go(chip.without));
    return button;
  }

  #clear(state: State): HTMLElement {
    const button = element("button", "kb-chip kb-chip--clear", "Clear all");
    button.type = "button";
    button.addEventListener("click", () => this.#go({ ...state, text: "", chosen: {}, page: 1 }));
    return button;
  }

  /** "Remove code (would give 12)"; that no paper matches stands above the list. */
  #showRemedies({ total, remedies }: Answer): void {
    this.#empty.hidden = total > 0;
    if (total > 0) return this.#empty.replaceChildren();
    const items = remedies.map(({ chip, total: gives }) => {
      const item = element("li");
      const button = element("button", "kb-link-button", `Remove ${chip.name}: ${chip.value}`);
      button.type = "button";
      button.addEventListener("click", () => this.#go(chip.without));
      item.append(button, ` (would give ${counted(gives, "paper")})`);
      return item;
    });
    const list = element("ul");
    list.append(...items);
    const advice = items.length > 0 ? list : element("p", "", "Try fewer or other words.");
    this.#empty.replaceChildren(advice);
  }

  #showPager({ page, pages }: Answer, state: State): void {
    this.#pager.hidden = pages <= 1;
    const step = (label: string, to: number): HTMLButtonElement => {
      const button = element("button", "md-button", label);
      button.type = "button";
      button.disabled = to < 1 || to > pages;
      button.addEventListener("click", () => this.#go({ ...state, page: to }));
      return button;
    };
    const where = element("span", "kb-explore__where", `Page ${page} of ${pages}`);
    this.#pager.replaceChildren(step("Previous", page - 1), where, step("Next", page + 1));
  }
}
