/** The tables of datasets, narrowed as a reader chooses; the address keeps what is chosen. */

import { showQuery } from "../lib/address.ts";
import { element, required } from "../lib/dom.ts";
import { papers } from "../lib/labels.ts";
import { _, ngettext, number } from "../lib/words.ts";
import { choose, isWanted, readState, type Row, type State, toggle, writeState } from "./filter.ts";

const MOST = 5;

type Line = Row & { readonly line: HTMLTableRowElement; readonly used: number };

narrow(required("#kb-datasets", HTMLFormElement));

function narrow(form: HTMLFormElement): void {
  const box = required("input[name=q]", HTMLInputElement, form);
  const status = required("[role=status]", HTMLElement, form);
  const clear = required(".kb-narrow__clear", HTMLButtonElement, form);
  const most = required(".kb-narrow__most", HTMLElement, form);
  const chips = [...form.querySelectorAll<HTMLButtonElement>("button[data-facet]")];
  const boxes = [...form.querySelectorAll<HTMLSelectElement>("select[data-facet]")];
  const families = [...document.querySelectorAll<HTMLElement>(".kb-family")];
  const lines = [...document.querySelectorAll<HTMLTableRowElement>(".kb-family tr[data-filed]")].map(lineOf);
  const facets = [...new Set([...chips, ...boxes].map((one) => one.dataset.facet ?? ""))];
  let state: State = { text: "", chosen: {} };

  const show = (): void => {
    const wanted = new Set(lines.filter((one) => isWanted(one, state)));
    const isNarrowed = writeState(state) !== "";
    for (const one of lines) one.line.hidden = !wanted.has(one);
    for (const family of families) family.hidden = family.querySelector("tr[data-filed]:not([hidden])") === null;
    const would = (next: State): number => lines.filter((one) => isWanted(one, next)).length;
    for (const chip of chips) {
      const { facet = "", value = "" } = chip.dataset;
      const isOn = (state.chosen[facet] ?? []).includes(value);
      const count = isOn ? wanted.size : would(toggle(state, facet, value));
      chip.setAttribute("aria-pressed", String(isOn));
      chip.disabled = count === 0 && !isOn;
      required(".kb-count", HTMLElement, chip).textContent = number(count);
    }
    for (const select of boxes) {
      const { facet = "" } = select.dataset;
      select.value = state.chosen[facet]?.[0] ?? "";
      for (const option of select.options) {
        if (!option.value) continue;
        const count = would(choose(state, facet, option.value));
        option.disabled = count === 0 && !option.selected;
        option.textContent = `${option.dataset.name ?? ""} (${number(count)})`;
      }
    }
    if (document.activeElement !== box) box.value = state.text;
    const all = { datasets: ngettext("{count} dataset", "{count} datasets", lines.length) };
    if (wanted.size === 0) status.textContent = _("No dataset is filed under all of these.");
    else if (isNarrowed) status.textContent = _("{count} of {datasets}", { count: wanted.size, ...all });
    else status.textContent = _("All {datasets}", all);
    clear.hidden = !isNarrowed;
    for (const note of form.querySelectorAll<HTMLElement>("[data-unknown]")) {
      note.hidden = (state.chosen[note.dataset.unknown ?? ""] ?? []).length === 0;
    }
    showMost(most, isNarrowed ? [...wanted] : []);
    form.dataset.shown = writeState(state) || "all";
  };
  const write = (asNew: boolean): void => showQuery(writeState(state), asNew);
  const go = (next: State): void => {
    state = next;
    write(true);
    show();
  };
  const read = (): void => {
    state = readState(location.search, facets);
    box.value = state.text;
    show();
  };

  for (const chip of chips) {
    chip.addEventListener("click", () => go(toggle(state, chip.dataset.facet ?? "", chip.dataset.value ?? "")));
  }
  for (const select of boxes) {
    select.addEventListener("change", () => go(choose(state, select.dataset.facet ?? "", select.value)));
  }
  box.addEventListener("input", () => {
    state = { ...state, text: box.value };
    write(false);
    show();
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  clear.addEventListener("click", () => {
    box.value = "";
    go({ text: "", chosen: {} });
    box.focus();
  });
  addEventListener("popstate", read);
  form.hidden = false;
  read();
}

function lineOf(line: HTMLTableRowElement): Line {
  const name = required("th", HTMLElement, line).textContent ?? "";
  const filed = new Set((line.dataset.filed ?? "").split(" "));
  return { line, name, filed, used: Number(line.cells[line.cells.length - 1]?.dataset.sort ?? "") };
}

/** The datasets that most papers use, of those that are left. */
function showMost(place: HTMLElement, lines: readonly Line[]): void {
  const used = lines.filter(({ used }) => used > 0).sort((one, other) => other.used - one.used);
  const items = used.slice(0, MOST).map(({ line, used }) => {
    const item = element("li");
    item.append(required("th a", HTMLElement, line).cloneNode(true), `: ${papers(used)}`);
    return item;
  });
  required("ol", HTMLElement, place).replaceChildren(...items);
  place.hidden = items.length === 0;
}
