/** The facets: every way the papers divide, with the number of papers each choice would leave. */

import type { Answer } from "../engine/engine.ts";
import type { Facet, Option } from "../engine/facets.ts";
import type { State } from "../engine/state.ts";
import { element, required } from "../lib/dom.ts";

/** Options shown before a reader asks for all. */
const SHORT = 8;
/** Facets that are open from the start; the others open where something in them is chosen. */
const OPEN = 4;

type Shown = {
  readonly option: Option;
  readonly item: HTMLLIElement;
  readonly box: HTMLInputElement;
  readonly count: HTMLElement;
};

export class FacetPanel {
  readonly #groups: readonly FacetGroup[];
  readonly #summary: HTMLElement;

  constructor(place: HTMLElement, facets: readonly Facet[], choose: (facet: string, value: string) => void) {
    const panel = required(".kb-facets__groups", HTMLElement, place);
    foldOnNarrowScreens(required(".kb-facets", HTMLDetailsElement, place));
    this.#summary = required(".kb-facets__chosen", HTMLElement, place);
    this.#groups = facets
      .filter((facet) => facet.options.length > 0)
      .map((facet, place) => new FacetGroup(facet, place < OPEN, (value) => choose(facet.id, value)));
    panel.replaceChildren(...this.#groups.map((group) => group.element));
  }

  show(answer: Answer, state: State): void {
    for (const group of this.#groups) {
      group.show(answer.counts[group.facet.id] ?? [], state.chosen[group.facet.id] ?? []);
    }
    const chosen = Object.values(state.chosen).reduce((sum, values) => sum + values.length, 0);
    this.#summary.textContent = chosen > 0 ? `(${chosen} chosen)` : "";
  }
}

/** Beside the results the facets are always open; above them they are folded until a reader wants them. */
function foldOnNarrowScreens(panel: HTMLDetailsElement): void {
  const wide = matchMedia("(min-width: 60em)");
  const summary = required("summary", HTMLElement, panel);
  const fit = (): void => {
    panel.open = wide.matches;
    summary.tabIndex = wide.matches ? -1 : 0;
  };
  wide.addEventListener("change", fit);
  fit();
}

class FacetGroup {
  readonly facet: Facet;
  readonly element = element("details", "kb-facet");
  readonly #options: readonly Shown[];
  readonly #more = element("button", "kb-facet__more");
  #long = false;
  #counts: readonly number[] = [];
  #chosen: readonly string[] = [];

  constructor(facet: Facet, open: boolean, choose: (value: string) => void) {
    this.facet = facet;
    this.element.open = open;
    const list = element("ul", "kb-bare kb-facet__options");
    this.#options = facet.options.map((option) => optionItem(facet, option, choose));
    list.append(...this.#options.map(({ item }) => item));
    list.setAttribute("aria-label", facet.name);
    this.#more.type = "button";
    this.#more.addEventListener("click", () => {
      this.#long = !this.#long;
      this.show(this.#counts, this.#chosen);
    });
    this.element.append(element("summary", "kb-facet__name", facet.name), list, this.#more);
  }

  show(counts: readonly number[], chosen: readonly string[]): void {
    this.#counts = counts;
    this.#chosen = chosen;
    if (chosen.length > 0) this.element.open = true;
    const largest = Math.max(1, ...counts);
    let shown = 0;
    let more = 0;
    this.#options.forEach(({ option, item, box, count }, place) => {
      const papers = counts[place] ?? 0;
      box.checked = chosen.includes(option.value);
      count.textContent = papers.toLocaleString("en");
      item.style.setProperty("--kb-share", String(papers / largest));
      const useful = papers > 0 || box.checked;
      const fits = this.#long || box.checked || shown < SHORT;
      item.hidden = !useful || !fits;
      if (!item.hidden) shown += 1;
      else if (useful) more += 1;
    });
    this.element.hidden = shown === 0;
    this.#more.hidden = more === 0 && !this.#long;
    this.#more.textContent = this.#long ? "Show fewer" : `Show ${more} more`;
  }
}

function optionItem(facet: Facet, option: Option, choose: (value: string) => void): Shown {
  const item = element("li", "kb-option");
  item.style.setProperty("--kb-depth", String(option.depth));
  const label = element("label", "kb-option__label");
  const box = element("input");
  box.type = "checkbox";
  box.name = facet.id;
  box.value = option.value;
  box.addEventListener("change", () => choose(option.value));
  const count = element("span", "kb-option__count");
  label.append(box, element("span", "kb-option__name", option.label), count);
  item.append(label);
  return { option, item, box, count };
}
