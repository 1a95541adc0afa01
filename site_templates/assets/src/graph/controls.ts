/** The fields above the map, and the legend below it. */

import { element, required } from "../lib/dom.ts";
import { number } from "../lib/words.ts";
import type { Class } from "./colours.ts";
import type { Data } from "./data.ts";
import type { State } from "./state.ts";

export type Controls = { show(state: State): void };

/** Fill the fields and tell what the reader sets them to. */
export function controls(form: HTMLFormElement, data: Data, changed: (part: Partial<State>) => void): Controls {
  const colour = required("select[name=colour]", HTMLSelectElement, form);
  const term = required("select[name=term]", HTMLSelectElement, form);
  const from = required("input[name=from]", HTMLInputElement, form);
  const to = required("input[name=to]", HTMLInputElement, form);
  const axes = data.catalogue.axes.filter((axis) => data.catalogue.papers.topics[axis.id]?.some((one) => one.length));
  for (const axis of axes) {
    colour.add(new Option(axis.name, axis.id));
    const group = element("optgroup");
    group.label = axis.name;
    axis.terms.forEach((one) => group.append(new Option(one.name, `${axis.id}/${one.id}`)));
    term.append(group);
  }
  const years = data.catalogue.papers.year.filter((year) => year > 0);
  const first = years.reduce((one, other) => Math.min(one, other), 9999);
  const last = years.reduce((one, other) => Math.max(one, other), 0);
  for (const [field, hint] of [
    [from, first],
    [to, last],
  ] as const) {
    field.min = String(first);
    field.max = String(last);
    if (last) field.placeholder = String(hint);
  }
  const year = (field: HTMLInputElement): number =>
    field.validity.badInput ? 0 : Math.max(0, field.valueAsNumber || 0);
  colour.addEventListener("change", () => changed({ colour: colour.value }));
  term.addEventListener("change", () => changed({ term: term.value }));
  from.addEventListener("input", () => changed({ from: wholeYear(year(from)) }));
  to.addEventListener("input", () => changed({ to: wholeYear(year(to)) }));
  form.addEventListener("submit", (event) => event.preventDefault());
  return {
    show(state) {
      colour.value = state.colour;
      if (colour.selectedIndex < 0) colour.value = "group";
      term.value = state.term;
      if (term.selectedIndex < 0) term.value = "";
      if (document.activeElement !== from) from.value = state.from ? String(state.from) : "";
      if (document.activeElement !== to) to.value = state.to ? String(state.to) : "";
    },
  };
}

/** A year that is still being typed is none. */
function wholeYear(year: number): number {
  return year >= 1000 ? Math.floor(year) : 0;
}

export function legend(list: HTMLElement, classes: readonly Class[]): void {
  list.replaceChildren(
    ...classes.map(({ name, colour, count }) => {
      const item = element("li");
      const dot = element("span", "kb-map__dot");
      dot.style.backgroundColor = colour;
      item.append(dot, `${name} `, element("span", "kb-count", number(count)));
      return item;
    }),
  );
}
