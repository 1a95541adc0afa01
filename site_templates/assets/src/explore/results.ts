/** The list of results: rows drawn from the page's own template, chips of what is on, pages, and what to do at none. */

import type { Answer, Chip, Ways } from "../engine/engine.ts";
import { shownSort, type State, withoutFilters } from "../engine/state.ts";
import { element, pressable, required } from "../lib/dom.ts";
import { papers } from "../lib/labels.ts";
import { _ } from "../lib/words.ts";
import { DrawnPapers } from "./drawn.ts";
import type { PaperRows } from "./paper-rows.ts";
import type { Selection } from "./selection.ts";
import type { ResultTable } from "./table.ts";

/** How papers are laid out, by the view, until some were measured. */
const IN_LIST = { height: 60, across: 1 };
const IN_GALLERY = { height: 130, across: 3 };

/** The select box says the order of the results, and offers relevance where something is asked. */
export function showSort(box: HTMLSelectElement, state: State): void {
  for (const option of box.options) {
    option.disabled = option.value === "relevance" && state.text.trim() === "";
  }
  box.value = shownSort(state);
}

export class ResultList {
  readonly #place: HTMLElement;
  readonly #box: HTMLElement;
  readonly #list: HTMLElement;
  readonly #chips: HTMLElement;
  readonly #suggestion: HTMLElement;
  readonly #empty: HTMLElement;
  readonly #pager: HTMLElement;
  readonly #sort: HTMLSelectElement;
  readonly #cards: DrawnPapers;
  readonly #table: ResultTable;
  readonly #go: (state: State) => void;

  constructor(
    place: HTMLElement,
    rows: PaperRows,
    table: ResultTable,
    selection: Selection,
    go: (state: State) => void,
  ) {
    this.#place = place;
    this.#box = required("input[name=q]", HTMLElement, place);
    this.#list = required(".kb-explore__results", HTMLElement, place);
    this.#chips = required(".kb-explore__chips", HTMLElement, place);
    this.#suggestion = required(".kb-explore__suggestion", HTMLElement, place);
    this.#empty = required(".kb-explore__empty", HTMLElement, place);
    this.#pager = required(".kb-explore__pager", HTMLElement, place);
    this.#sort = required("select[name=sort]", HTMLSelectElement, place);
    this.#cards = new DrawnPapers(this.#list, this.#list, (row) => {
      const item = element("li", "kb-explore__item");
      item.dataset.kbId = row.id;
      item.append(selection.box(row), rows.draw(row));
      return item;
    });
    this.#table = table;
    this.#go = go;
  }

  /** Show an answer, of its papers as much as is seen; `rest` draws what follows. */
  show(answer: Answer, state: State): void {
    const inTable = state.view === "table";
    const inGallery = state.view === "gallery";
    // First, while the browser knows where everything lies.
    if (inTable) {
      this.#table.show(answer.rows, state);
      this.#cards.clear();
    } else {
      this.#cards.show(answer.rows, inGallery ? IN_GALLERY : IN_LIST);
      this.#table.hide();
    }
    this.#list.hidden = inTable;
    this.#list.classList.toggle("kb-explore__results--gallery", inGallery);
    showSort(this.#sort, state);
    for (const radio of this.#place.querySelectorAll<HTMLInputElement>("input[name=view]")) {
      radio.checked = radio.value === state.view;
    }
    this.#showChips(answer, state);
    if (answer.total > 0) this.#empty.hidden = true;
    this.#showPager(answer, state);
  }

  /** Draw the papers out of sight that were left for later, some at each step. */
  *rest(): Generator<void> {
    yield* this.#cards.rest();
    yield* this.#table.rest();
  }

  /** Show where else a reader may go; what was said of the question before stands until then. */
  showWays(ways: Ways, total: number): void {
    this.#showSuggestion(ways);
    this.#showRemedies(ways, total);
  }

  /** The titles of the papers shown, as links. */
  links(): HTMLElement[] {
    return [...this.#place.querySelectorAll<HTMLElement>(".kb-explore__found :is(.kb-card__title, tbody th) a")];
  }

  /** A keyboard that took one off goes on with the next one, or with the search box where there is none. */
  #showChips({ chips }: Answer, state: State): void {
    const place = [...this.#chips.children].findIndex((chip) => chip.matches(":focus-visible"));
    const made = chips.map((chip) => this.#chip(chip));
    if (made.length > 1) made.push(this.#clear(state));
    this.#chips.replaceChildren(...made);
    if (place >= 0) (made.at(Math.min(place, made.length - 1)) ?? this.#box).focus();
  }

  #chip(chip: Chip): HTMLElement {
    const button = pressable("kb-chip kb-chip--remove", "", () => this.#go(chip.without));
    const name = _("{name}:", chip);
    button.append(element("span", "kb-chip__name", `${name} `), chip.value, element("span", "kb-chip__x", "×"));
    button.setAttribute("aria-label", removal(chip));
    return button;
  }

  #clear(state: State): HTMLElement {
    return pressable("kb-chip kb-chip--clear", _("Clear all"), () => this.#go(withoutFilters(state)));
  }

  #showSuggestion({ suggestion }: Ways): void {
    this.#suggestion.hidden = suggestion === null;
    if (!suggestion) return this.#suggestion.replaceChildren();
    const button = pressable("kb-link-button", suggestion.text, () => this.#go(suggestion.state));
    const asked = { query: button, papers: papers(suggestion.total) };
    this.#suggestion.replaceChildren(..._("Did you mean {query}? ({papers})", asked));
  }

  /** "Remove code (would give 12)"; that no paper matches stands above the list. */
  #showRemedies({ remedies }: Ways, total: number): void {
    this.#empty.hidden = total > 0;
    if (total > 0) return this.#empty.replaceChildren();
    const items = remedies.map(({ chip, total: gives }) => {
      const item = element("li");
      const button = pressable("kb-link-button", removal(chip), () => this.#go(chip.without));
      item.append(..._("{remove} (would give {papers})", { remove: button, papers: papers(gives) }));
      return item;
    });
    const list = element("ul");
    list.append(...items);
    const advice = items.length > 0 ? list : element("p", "", _("Try fewer or other words."));
    this.#empty.replaceChildren(advice);
  }

  #showPager({ page, pages }: Answer, state: State): void {
    this.#pager.hidden = pages <= 1;
    const step = (label: string, to: number, key: string): HTMLButtonElement => {
      const button = pressable("md-button", label, () => this.#go({ ...state, page: to }));
      button.disabled = to < 1 || to > pages;
      button.setAttribute("aria-keyshortcuts", key);
      return button;
    };
    const where = element("span", "kb-explore__where", _("Page {page} of {pages}", { page, pages }));
    this.#pager.replaceChildren(step(_("Previous"), page - 1, "["), where, step(_("Next"), page + 1, "]"));
  }
}

function removal({ name, value }: Chip): string {
  return _("Remove {name}: {value}", { name, value });
}
