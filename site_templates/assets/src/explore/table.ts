/** The results as a table: the title and the columns that the reader chose; headings sort. */

import type { Row } from "../engine/catalogue.ts";
import { shownSort, type Sort, type State } from "../engine/state.ts";
import { element, pressable, required } from "../lib/dom.ts";
import { _ } from "../lib/words.ts";
import type { Marks } from "../reading/mark.ts";
import { type Column, DEFAULT_COLUMNS } from "./columns.ts";
import { DrawnPapers } from "./drawn.ts";
import type { Change } from "./facet-panel.ts";
import type { PaperRows } from "./paper-rows.ts";
import type { Selection } from "./selection.ts";

/** How papers are laid out until some were measured. */
const IN_TABLE = { height: 34, across: 1 };

export class ResultTable {
  readonly #frame: HTMLElement;
  readonly #head: HTMLTableSectionElement;
  readonly #lines: DrawnPapers;
  readonly #choices: HTMLElement;
  readonly #chooser: HTMLDetailsElement;
  readonly #columns: readonly Column[];
  readonly #rows: PaperRows;
  readonly #marks: Marks;
  readonly #selection: Selection;
  readonly #change: Change;
  /** The columns that there are now, and what they are ordered by. */
  #shown: readonly Column[] = [];
  #headed = "";

  constructor(
    place: HTMLElement,
    columns: readonly Column[],
    rows: PaperRows,
    marks: Marks,
    selection: Selection,
    change: Change,
  ) {
    this.#frame = required(".kb-explore__table", HTMLElement, place);
    this.#head = required("thead", HTMLTableSectionElement, this.#frame);
    const body = required("tbody", HTMLTableSectionElement, this.#frame);
    this.#lines = new DrawnPapers(body, this.#frame, (row) => this.#line(row));
    this.#chooser = required(".kb-chooser", HTMLDetailsElement, place);
    this.#choices = required(".kb-chooser__choices", HTMLElement, this.#chooser);
    this.#columns = columns;
    this.#rows = rows;
    this.#marks = marks;
    this.#selection = selection;
    this.#change = change;
    this.#choices.replaceChildren(...columns.map((column) => this.#choice(column)));
  }

  /** Show papers, as many as are seen; `rest` draws the others. To be called before anything else changes. */
  show(rows: readonly Row[], state: State): void {
    const ids = state.columns.length > 0 ? state.columns : DEFAULT_COLUMNS;
    const columns = this.#columns.filter((column) => ids.includes(column.id));
    const isOther = String(columns.map(({ id }) => id)) !== String(this.#shown.map(({ id }) => id));
    this.#shown = columns;
    this.#lines.show(rows, IN_TABLE, isOther);
    this.#frame.hidden = rows.length === 0;
    this.#chooser.hidden = false;
    for (const input of this.#choices.querySelectorAll("input")) input.checked = ids.includes(input.value);
    this.#showHead(state);
  }

  /** Draw the papers out of sight that were left for later, some at each step. */
  rest(): Generator<void> {
    return this.#lines.rest();
  }

  hide(): void {
    this.#lines.clear();
    this.#frame.hidden = true;
    this.#chooser.hidden = true;
  }

  #showHead(state: State): void {
    const headed = [shownSort(state), ...this.#shown.map(({ id }) => id)].join(" ");
    if (headed === this.#headed) return;
    this.#headed = headed;
    const line = element("tr");
    const corner = element("td");
    const title: Column = { id: "title", name: _("Title"), sort: "title", cell: () => [] };
    line.append(corner, ...[title, ...this.#shown].map((column) => this.#heading(column, state)));
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

  #line(row: Row): HTMLTableRowElement {
    const line = element("tr", "kb-explore__item");
    line.dataset.kbId = row.id;
    const select = element("td", "kb-explore__box");
    select.append(this.#selection.box(row), this.#marks.button(row));
    const heading = element("th");
    heading.scope = "row";
    const title = element("a", "", row.title);
    title.href = this.#rows.paper(row.id);
    heading.append(title);
    const cells = this.#shown.map((column) => {
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
