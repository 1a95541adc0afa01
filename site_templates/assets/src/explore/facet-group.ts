/** One facet: its options with counts, each to be chosen or excluded. Options are made when they are first seen. */

import type { Facet, Option } from "../engine/facets.ts";
import { arrange, element, pressable } from "../lib/dom.ts";
import { _, number } from "../lib/words.ts";

/** Options shown before a reader asks for all. */
const SHORT = 8;

type Shown = {
  readonly item: HTMLLIElement;
  readonly box: HTMLInputElement;
  readonly count: HTMLElement;
  readonly bar: HTMLElement;
  readonly no: HTMLButtonElement;
};

/** What each does depends on what is asked by then, which may be more than what is drawn. */
export type Actions = {
  toggle(value: string): void;
  exclude(value: string): void;
  mode(mode: "all" | "any"): void;
};

export type Standing = {
  readonly counts: readonly number[];
  readonly chosen: readonly string[];
  readonly excluded: readonly string[];
  readonly mode: "all" | "any";
  /** The facet is shown though no option of it would leave anything. */
  readonly kept: boolean;
};

export class FacetGroup {
  readonly facet: Facet;
  readonly element = element("details", "kb-facet");
  readonly #actions: Actions;
  readonly #list = element("ul", "kb-bare kb-facet__options");
  readonly #made = new Map<number, Shown>();
  readonly #more = pressable("kb-facet__more", "", () => {
    this.#long = !this.#long;
    this.#draw();
  });
  readonly #mode = element("select", "kb-select-field");
  readonly #modeLabel = element("label", "kb-facet__mode");
  #long = false;
  #standing: Standing = { counts: [], chosen: [], excluded: [], mode: "all", kept: false };
  /** What the options say now; those of a folded facet say what they did when it was open. */
  #drawn: Standing | null = null;

  constructor(facet: Facet, open: boolean, actions: Actions) {
    this.facet = facet;
    this.#actions = actions;
    this.element.open = open;
    // Until it says how many there are: what grows would push down those below it.
    this.element.hidden = true;
    this.#list.setAttribute("aria-label", facet.name);
    for (const [mode, words] of [
      ["all", _("all of these")],
      ["any", _("any of these")],
    ] as const) {
      const option = element("option", "", words);
      option.value = mode;
      this.#mode.append(option);
    }
    this.#mode.setAttribute("aria-label", _("Papers with: {name}", facet));
    this.#mode.addEventListener("change", () => actions.mode(this.#mode.value === "any" ? "any" : "all"));
    this.#modeLabel.append(..._("Papers with {which}", { which: this.#mode }));
    this.element.append(element("summary", "kb-facet__name", facet.name), this.#modeLabel, this.#list, this.#more);
    this.element.addEventListener("toggle", () => this.#drawWhereOpen());
  }

  /** Put something between the name and the options. */
  prepend(what: HTMLElement): void {
    this.#list.before(what);
  }

  /** Take over how the options stand; whether any of them had to be drawn. */
  show(standing: Standing): boolean {
    const { counts, chosen, excluded, kept } = standing;
    this.#standing = standing;
    const isAsked = chosen.length + excluded.length > 0;
    if (isAsked) this.element.open = true;
    this.element.hidden = !kept && !isAsked && !counts.some((papers) => papers > 0);
    return this.#drawWhereOpen();
  }

  #drawWhereOpen(): boolean {
    const isDue = this.element.open && this.#drawn !== this.#standing;
    if (isDue) this.#draw();
    return isDue;
  }

  #draw(): void {
    const { counts, chosen, excluded, mode } = this.#standing;
    this.#drawn = this.#standing;
    // Where a paper has one value at most, as its year or venue, asking for all of several finds nothing.
    this.#modeLabel.hidden = this.facet.mode === "any" || chosen.length === 0;
    this.#mode.value = mode;
    const largest = Math.max(1, ...counts);
    let shown = 0;
    let more = 0;
    const items: HTMLElement[] = [];
    this.facet.options.forEach((option, place) => {
      const papers = counts[place] ?? 0;
      const isChosen = chosen.includes(option.value);
      const isExcluded = excluded.includes(option.value);
      const asked = isChosen || isExcluded;
      const useful = papers > 0 || asked;
      if (useful && (this.#long || asked || shown < SHORT)) {
        const made = this.#option(option, place);
        made.box.checked = isChosen;
        made.count.textContent = isExcluded ? "" : number(papers);
        made.no.setAttribute("aria-pressed", String(isExcluded));
        made.item.classList.toggle("kb-option--chosen", isChosen);
        made.item.classList.toggle("kb-option--excluded", isExcluded);
        made.bar.style.transform = `scaleX(${(papers / largest).toFixed(3)})`;
        items.push(made.item);
        shown += 1;
      } else if (useful) more += 1;
    });
    arrange(this.#list, items);
    this.#more.hidden = more === 0 && !this.#long;
    this.#more.textContent = this.#long ? _("Show fewer") : _("Show {count} more", { count: more });
  }

  #option(option: Option, place: number): Shown {
    const there = this.#made.get(place);
    if (there) return there;
    const item = element("li", "kb-option");
    item.style.setProperty("--kb-depth", String(option.depth));
    const label = element("label", "kb-option__label");
    const box = element("input");
    box.type = "checkbox";
    box.name = this.facet.id;
    box.value = option.value;
    box.addEventListener("change", () => this.#actions.toggle(option.value));
    const count = element("span", "kb-option__count");
    const bar = element("span", "kb-option__bar");
    label.append(box, element("span", "kb-option__name", option.label), count, bar);
    const no = pressable("kb-option__no", "", () => this.#actions.exclude(option.value));
    no.title = _("Leave out {name}", { name: option.label });
    no.setAttribute("aria-label", no.title);
    item.append(label, no);
    const made = { item, box, count, bar, no };
    this.#made.set(place, made);
    return made;
  }
}
