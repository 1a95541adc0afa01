/** The columns that the table can have besides the title. */

import type { Row } from "../engine/catalogue.ts";
import type { Facet } from "../engine/facets.ts";
import type { Sort } from "../engine/state.ts";
import { element } from "../lib/dom.ts";
import { said, shortAuthors } from "../lib/labels.ts";
import { _, number as inDigits } from "../lib/words.ts";
import type { PaperRows } from "./paper-rows.ts";

export type Column = {
  readonly id: string;
  readonly name: string;
  /** The order that pressing its heading gives. */
  readonly sort?: Sort;
  readonly isNumber?: boolean;
  readonly cell: (row: Row, rows: PaperRows) => readonly (Node | string)[];
};

/** The columns of readers who chose none. */
export const DEFAULT_COLUMNS: readonly string[] = ["authors", "venue", "cited", "code"];

/** Facets that are no axes of the taxonomy. */
const NO_AXES = new Set(["has", "year", "venue", "kind"]);

export function columnsOf(facets: readonly Facet[]): Column[] {
  const axes = facets.filter((facet) => !NO_AXES.has(facet.id) && facet.options.length > 0);
  return [...COLUMNS, ...axes.map(axisColumn)];
}

const number = (value: number): readonly (Node | string)[] =>
  value < 0 ? [element("span", "kb-unknown", "–")] : [inDigits(value)];
const text = (value: string): readonly (Node | string)[] => (value ? [value] : [element("span", "kb-unknown", "–")]);
const names = (them: readonly string[]): readonly (Node | string)[] => (them.length > 0 ? [them.join(", ")] : []);

const COLUMNS: readonly Column[] = [
  { id: "authors", name: _("Authors"), cell: (row) => text(shortAuthors(row.authors)) },
  { id: "venue", name: _("Venue and year"), sort: "newest", cell: (row) => text(row.venue) },
  { id: "kind", name: _("Kind"), cell: (row) => text(said(row.kind)) },
  { id: "status", name: _("Status"), cell: (row, rows) => rows.badges(row, ".kb-badge--status") },
  { id: "cited", name: _("Cited here"), sort: "cited", isNumber: true, cell: (row) => number(row.cited || -1) },
  { id: "citations", name: _("Citations"), sort: "citations", isNumber: true, cell: (row) => number(row.citations) },
  { id: "stars", name: _("Stars"), sort: "stars", isNumber: true, cell: (row) => number(row.stars) },
  { id: "code", name: _("Code"), cell: (row, rows) => rows.badges(row, ".kb-badge--code") },
  { id: "introduces", name: _("Introduces datasets"), cell: (row) => names(row.introduces) },
  { id: "uses", name: _("Uses datasets"), cell: (row) => names(row.uses) },
  { id: "added", name: _("Added"), sort: "added", isNumber: true, cell: (row) => text(row.added) },
];

function axisColumn(facet: Facet): Column {
  return {
    id: facet.id,
    name: facet.name,
    cell: (row, rows) => rows.badges(row, `.kb-badge--topic[data-axis="${CSS.escape(facet.id)}"]`),
  };
}
