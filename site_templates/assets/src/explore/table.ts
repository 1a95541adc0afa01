/** The results as a table: the title and the columns that the reader chose; headings sort. */

import type { Row } from "../engine/catalogue.ts";
import { shownSort, type Sort, type State } from "../engine/state.ts";
import { element, pressable, required } from "../lib/dom.ts";
import { _ } from "../lib/words.ts";
import type { Marks } from "../reading/mark.ts";
import { type Column, DEFAULT_COLUMNS } from "./columns.ts";
import type { Change } from "./facet-panel.ts";
import type { PaperRows } from "./paper-rows.ts";

export class ResultTable {
  readonly #frame: HTMLElement;
  readonly #head: HTMLTableSectionElement;
  readonly #body: HTMLTableSectionElement;
  readonly #choices: HTMLElement;
  readonly #chooser: HTMLDetailsElement;
  readonly #columns: readonly Column[];
  readonly #rows: PaperRows;
  readonly #marks: Marks;
  readonly #change: Change;

  constructor(place: HTMLElement, columns: readonly Column[], rows: PaperRows, marks: Marks, change: Change) {
    this.#frame = required(".kb-explore__table", HTMLElement, place);
    this.#head = required("thead", HTMLTableSectionElement, this.#frame);
    this.#body = required("tbody", HTMLTableSectionElement, this.#frame);
    this.#chooser = required(".kb-chooser", HTMLDetailsElement, place);
    this.#choices = required(".kb-chooser__choices", HTMLElement, this.#chooser);
    this.#columns = columns;
    this.#rows = rows;
    this.#marks = marks;
    this.#change = change;
    this.#choices.replaceChildren(...columns.map((column) => this.#choice(column)));
  }

  show(rows: readonly Row[], state: State, box: (row: Row) => HTMLElement): void {
    const isShown = state.view === "table";
    this.#frame.hidden = !isShown || rows.length === 0;
    this.#chooser.hidden = !isShown;
    if (!isShown) return this.#body.replaceChildren();
    const ids = state.columns.length > 0 ? state.columns : DEFAULT_COLUMNS;
    for (const input of this.#choices.querySelectorAll("input")) input.checked = ids.includes(input.value);
    const columns = this.#columns.filter((column) => ids.includes(column.id));
    this.#showHead(columns, state);
    this.#body.replaceChildren(...rows.map((row) => this.#line(row, columns, box(row))));
  }

  #showHead(columns: readonly Column[], state: State): void {
    const line = element("tr");
    const corner = element("td");
    const title: Column = { id: "title", name: _("Title"), sort: "title", cell: () => [] };
    line.append(corner, ...[title, ...columns].map((column) => this.#heading(column, state)));
    const focused = this.#head.contains(document.activeElement) ? document.activeElement?.textContent : null;
    this.#head.replaceChildren(line);
    if (focused) [...this.#head.querySelectorAll("button")].find((one) => one.textContent === focused)?.focus();
  }

  #heading({ name, sort, isNumber }: Column, state: State): HTMLElement {
    const heading = element("th", isNumber ? "kb-number" : "");
    heading.scope = "col";
    if (!sort) {
      heading.textContent = name;
      return heading;
    }
    const now = shownSort(state);
    const isSorted = now === sort || (sort === "newest" && now === "oldest");
    if (isSorted) heading.setAttribute("aria-sort", now === "title" || now === "oldest" ? "ascending" : "descending");
    const next: Sort = now === "newest" && sort === "newest" ? "oldest" : sort;
    heading.append(pressable("kb-sort", name, () => this.#change((before) => ({ ...before, sort: next, page: 1 }))));
    return heading;
  }

  #line(row: Row, columns: readonly Column[], box: HTMLElement): HTMLTableRowElement {
    const line = element("tr", "kb-explore__item");
    line.dataset.kbId = row.id;
    const select = element("td", "kb-explore__box");
    select.append(box, this.#marks.button(row));
    const heading = element("th");
    heading.scope = "row";
    const title = element("a", "", row.title);
    title.href = this.#rows.paper(row.id);
    heading.append(title);
    const cells = columns.map((column) => {
      const cell = element("td", column.isNumber ? "kb-number" : "");
      cell.append(...column.cell(row, this.#rows));
      return cell;
    });
    line.append(select, heading, ...cells);
    return line;
  }

  #choice(column: Column): HTMLElement {
    const label = element("label", "kb-chooser__choice");
    const box = element("input");
    box.type = "checkbox";
    box.value = column.id;
    box.addEventListener("change", () => {
      const ids = [...this.#choices.querySelectorAll("input")].filter((one) => one.checked).map((one) => one.value);
      const isDefault = ids.length === DEFAULT_COLUMNS.length && ids.every((id) => DEFAULT_COLUMNS.includes(id));
      this.#change((state) => ({ ...state, columns: isDefault || ids.length === 0 ? [] : ids }));
    });
    label.append(box, ` ${column.name}`);
    return label;
  }
}
