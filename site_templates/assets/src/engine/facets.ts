/** Facets: the ways the papers divide, and which options of each a paper falls under. */

import { said } from "../lib/labels.ts";
import { _ } from "../lib/words.ts";
import type { Catalogue, Term } from "./catalogue.ts";

/** The flags offered as a facet, in this order, in a reader's words. Others are still understood by `has:`. */
const FLAG_LABELS: Readonly<Record<string, () => string>> = {
  code: () => _("Code"),
  dataset: () => _("A new dataset"),
  results: () => _("Results"),
  notes: () => _("Reading notes"),
  summary: () => _("Summary"),
  abstract: () => _("Abstract"),
};

export type Option = { readonly value: string; readonly label: string; readonly depth: number };

export type Facet = {
  readonly id: string;
  readonly name: string;
  /** A paper must have all chosen options of an "all" facet, one of those of an "any" facet. */
  readonly mode: "all" | "any";
  readonly options: readonly Option[];
};

export type FacetColumn = {
  readonly facet: Facet;
  /** The options of each paper, by place in `facet.options`. */
  readonly options: readonly (readonly number[])[];
  readonly place: ReadonlyMap<string, number>;
};

/** All facets of a catalogue, in the order in which a reader sees them. */
export function facetColumns(catalogue: Catalogue): FacetColumn[] {
  return [
    hasColumn(catalogue),
    yearColumn(catalogue),
    ...axisColumns(catalogue),
    venueColumn(catalogue),
    kindColumn(catalogue),
  ];
}

function column(facet: Facet, options: readonly (readonly number[])[]): FacetColumn {
  return { facet, options, place: new Map(facet.options.map((option, place) => [option.value, place])) };
}

/** A term of an axis with everything above it; a paper counts for each of them. */
export function lineage(terms: readonly Term[], term: number): number[] {
  const above: number[] = [];
  for (let at = term; at >= 0 && !above.includes(at); at = terms[at]?.parent ?? -1) above.push(at);
  return above;
}

function axisColumns(catalogue: Catalogue): FacetColumn[] {
  return catalogue.axes.map(({ id, name, terms }) => {
    const options = terms.map((term, place) => ({
      value: term.id,
      label: term.name,
      depth: lineage(terms, place).length - 1,
    }));
    const topics = catalogue.papers.topics[id] ?? [];
    const perPaper = catalogue.papers.id.map((_, paper) => [
      ...new Set((topics[paper] ?? []).flatMap((term) => lineage(terms, term))),
    ]);
    return column({ id, name, mode: "all", options }, perPaper);
  });
}

function hasColumn(catalogue: Catalogue): FacetColumn {
  const offered = Object.keys(FLAG_LABELS).filter((flag) => catalogue.flags.includes(flag));
  const bits = offered.map((flag) => 1 << catalogue.flags.indexOf(flag));
  const options = offered.map((flag) => ({ value: flag, label: FLAG_LABELS[flag]?.() ?? flag, depth: 0 }));
  const perPaper = catalogue.papers.flags.map((flags) =>
    bits.flatMap((bit, place) => ((flags & bit) !== 0 ? [place] : [])),
  );
  return column({ id: "has", name: _("Has"), mode: "all", options }, perPaper);
}

function yearColumn(catalogue: Catalogue): FacetColumn {
  const years = [...new Set(catalogue.papers.year)].filter((year) => year > 0).sort((a, b) => b - a);
  const place = new Map(years.map((year, index) => [year, index]));
  const options = years.map((year) => ({ value: String(year), label: String(year), depth: 0 }));
  const perPaper = catalogue.papers.year.map((year) => (year > 0 ? [place.get(year) ?? -1] : []));
  return column({ id: "year", name: _("Year"), mode: "any", options }, perPaper);
}

function venueColumn(catalogue: Catalogue): FacetColumn {
  const count = new Map<number, number>();
  for (const venue of catalogue.papers.venue) count.set(venue, (count.get(venue) ?? 0) + 1);
  const order = catalogue.venues
    .map((_, venue) => venue)
    .filter((venue) => count.has(venue))
    .sort((a, b) => (count.get(b) ?? 0) - (count.get(a) ?? 0) || a - b);
  const place = new Map(order.map((venue, index) => [venue, index]));
  const options = order.map((venue) => ({
    value: catalogue.venues[venue]?.id ?? "",
    label: catalogue.venues[venue]?.short ?? "",
    depth: 0,
  }));
  const perPaper = catalogue.papers.venue.map((venue) => (venue < 0 ? [] : [place.get(venue) ?? -1]));
  return column({ id: "venue", name: _("Venue"), mode: "any", options }, perPaper);
}

function kindColumn(catalogue: Catalogue): FacetColumn {
  const options = catalogue.kinds.map((kind) => ({
    value: kind,
    label: said(kind).replace(/^./u, (letter) => letter.toUpperCase()),
    depth: 0,
  }));
  return column(
    { id: "kind", name: _("Kind"), mode: "any", options },
    catalogue.papers.kind.map((kind) => [kind]),
  );
}
