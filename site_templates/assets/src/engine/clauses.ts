/**
 * What each clause of a query asks of a paper. Names are found as the command line finds them
 * (kbgen/model/conditions.py), and where there is none of that name, by a part of it.
 */

import { fold, haystack, words } from "../lib/fold.ts";
import { type Bounds, dayBounds, yearBounds } from "../query/bounds.ts";
import type { Clause } from "../query/parse.ts";
import type { Catalogue, Term } from "./catalogue.ts";
import { lineage } from "./facets.ts";
import type { TextIndex } from "./text.ts";

export type Predicate = (paper: number) => boolean;

/** The test that a clause other than a plain word stands for. */
export function predicateOf(clause: Clause, catalogue: Catalogue, text: TextIndex): Predicate {
  const tests = clause.values.map((value) => predicate(clause, value, catalogue, text));
  const positive: Predicate = (paper) => tests.some((test) => test(paper));
  return clause.negated ? (paper) => !positive(paper) : positive;
}

function predicate(clause: Clause, value: string, catalogue: Catalogue, text: TextIndex): Predicate {
  const { papers } = catalogue;
  if (clause.type !== "field") {
    const phrase = haystack(value);
    return (paper) => text.hasPhrase(paper, phrase);
  }
  switch (clause.field) {
    case "arxiv":
    case "doi": {
      const column = papers[clause.field];
      return (paper) => column[paper]?.toLowerCase() === value.toLowerCase();
    }
    case "author":
      return byAuthor(value, text);
    case "title":
      return byTitle(value, text);
    case "year":
      return within(papers.year, yearBounds(value));
    case "added":
      return within(papers.added, dayBounds(value));
    case "venue":
      return byVenue(value, catalogue);
    case "track":
      return (paper) => papers.track[paper] !== "" && key(papers.track[paper] ?? "") === key(value);
    case "kind":
      return (paper) => catalogue.kinds[papers.kind[paper] ?? -1] === fold(value);
    case "has":
      return byFlag(value, catalogue);
    case "is":
      return (paper) => stateOf(paper, catalogue) === fold(value);
    case "id":
      return (paper) => papers.id[paper] === (catalogue.aliases[value] ?? value);
    case "dataset":
      return byDataset(named(catalogue.datasets, value, namesOfDataset), catalogue);
    case "family":
      return byFamily(value, catalogue);
    case "source":
      return anyOf(
        papers.sources,
        named(
          catalogue.sources.map((id) => ({ id })),
          value,
          () => [],
        ),
      );
    default:
      return byTopic(value, clause.field === "topic" ? null : clause.field, catalogue);
  }
}

function byAuthor(value: string, text: TextIndex): Predicate {
  const asked = words(value);
  return (paper) => text.hasAuthor(paper, asked);
}

function byTitle(value: string, text: TextIndex): Predicate {
  const phrase = haystack(value);
  return (paper) => text.hasInTitle(paper, phrase);
}

/** What is unknown is 0 and lies in no bounds. */
function within(column: readonly number[], bounds: Bounds | null): Predicate {
  return (paper) => {
    const number = column[paper] ?? 0;
    return bounds !== null && number > 0 && bounds.from <= number && number <= bounds.to;
  };
}

function byVenue(value: string, catalogue: Catalogue): Predicate {
  const found = named(catalogue.venues, value, ({ short, name, aliases }) => [short, name, ...aliases]);
  return (paper) => found.has(catalogue.papers.venue[paper] ?? -1);
}

function byFlag(value: string, catalogue: Catalogue): Predicate {
  const asked = singular(fold(value));
  const place = catalogue.flags.findIndex((flag) => singular(flag) === asked);
  const bit = place < 0 ? 0 : 1 << place;
  return (paper) => ((catalogue.papers.flags[paper] ?? 0) & bit) !== 0;
}

/** Whether a paper is published or a preprint; empty where nothing says. */
function stateOf(paper: number, { papers, venues }: Catalogue): string {
  const venue = venues[papers.venue[paper] ?? -1];
  if (venue) return venue.kind === "preprint" ? "preprint" : "published";
  return papers.arxiv[paper] ? "preprint" : "";
}

function byFamily(value: string, catalogue: Catalogue): Predicate {
  const { families, datasets } = catalogue;
  const found = withDescendants(families, named(families, value, namesOf));
  return byDataset(
    placesOf(datasets, ({ family }) => found.has(family)),
    catalogue,
  );
}

/** Papers that introduce one of the datasets, use it or report a number on it. */
function byDataset(wanted: ReadonlySet<number>, { papers }: Catalogue): Predicate {
  const tests = [papers.introduces, papers.uses, papers.reports].map((column) => anyOf(column, wanted));
  return (paper) => tests.some((test) => test(paper));
}

function namesOfDataset({ name }: { readonly name: string }): readonly string[] {
  return [name];
}

/** The values that a field knows, for a value that names none of them; null for one that does, and for free fields. */
export function valuesOf(field: string, value: string, catalogue: Catalogue): readonly string[] | null {
  const items = itemsOf(field, catalogue);
  if (!items || items.some((item) => likeness([item], value, () => item.names) < LIKENESSES.length)) return null;
  return items.map(({ id }) => id);
}

function itemsOf(
  field: string,
  catalogue: Catalogue,
): { readonly id: string; readonly names: readonly string[] }[] | null {
  const plain = (ids: readonly string[]) => ids.map((id) => ({ id, names: [id] }));
  const terms = (them: readonly Term[]) => them.map((term) => ({ id: term.id, names: namesOf(term) }));
  switch (field) {
    case "venue":
      return catalogue.venues.map(({ id, short, name, aliases }) => ({ id, names: [short, name, ...aliases] }));
    case "dataset":
      return catalogue.datasets.map(({ id, name }) => ({ id, names: [name] }));
    case "kind":
      return plain(catalogue.kinds);
    case "has":
      return catalogue.flags.map((id) => ({ id, names: [id, `${id}s`] }));
    case "is":
      return plain(["preprint", "published"]);
    case "source":
      return plain(catalogue.sources);
    case "family":
      return terms(catalogue.families);
    case "topic":
      return catalogue.axes.flatMap((axis) => terms(axis.terms));
    default: {
      const axis = catalogue.axes.find(({ id }) => id === field);
      return axis ? terms(axis.terms) : null;
    }
  }
}

/** The term of that identifier on any of the axes, or else those of that name or alias; with the terms below. */
function byTopic(value: string, axis: string | null, catalogue: Catalogue): Predicate {
  const slash = value.indexOf("/");
  const before = fold(value.slice(0, Math.max(slash, 0)));
  const inAxis = axis === null && catalogue.axes.some((one) => one.id === before);
  const only = inAxis ? before : axis;
  const asked = inAxis ? value.slice(slash + 1) : value;
  const axes = catalogue.axes.filter((one) => only === null || one.id === only);
  const rank = Math.min(...axes.map(({ terms }) => likeness(terms, asked, namesOf)));
  const tests = axes.flatMap(({ id, terms }) => {
    if (likeness(terms, asked, namesOf) > rank) return [];
    return [anyOf(catalogue.papers.topics[id] ?? [], withDescendants(terms, named(terms, asked, namesOf)))];
  });
  return (paper) => tests.some((test) => test(paper));
}

/** The places of some terms and of all below them. */
function withDescendants(terms: readonly Term[], found: ReadonlySet<number>): Set<number> {
  return placesOf(terms, (_, place) => lineage(terms, place).some((one) => found.has(one)));
}

function namesOf(term: Term): readonly string[] {
  return [term.name, ...term.aliases];
}

/** How a value may name an item, the surest first: by its identifier, by a name, by a part of a name. */
const LIKENESSES: readonly ((value: string) => (name: string, place: number) => boolean)[] = [
  (value) => (name, place) => place === 0 && name === value,
  (value) => (name) => key(name) === key(value),
  (value) => (name) => key(value) !== "" && ` ${words(name).join(" ")}`.includes(words(value).join(" ")),
];

type Names<Item> = (item: Item) => readonly string[];

/** The items that a value names in the surest way in which it names any. */
function named<Item extends { readonly id: string }>(
  items: readonly Item[],
  value: string,
  names: Names<Item>,
): Set<number> {
  const test = LIKENESSES[likeness(items, value, names)]?.(value);
  return test ? placesOf(items, (item) => [item.id, ...names(item)].some(test)) : new Set();
}

/** The place in LIKENESSES of the surest way in which a value names any item; its length where it names none. */
function likeness<Item extends { readonly id: string }>(
  items: readonly Item[],
  value: string,
  names: Names<Item>,
): number {
  const found = LIKENESSES.findIndex((test) => items.some((item) => [item.id, ...names(item)].some(test(value))));
  return found < 0 ? LIKENESSES.length : found;
}

function anyOf(column: readonly (readonly number[])[], wanted: ReadonlySet<number>): Predicate {
  return (paper) => (column[paper] ?? []).some((one) => wanted.has(one));
}

/** The letters and digits of a name, so that spellings that differ in case, accents or punctuation are one. */
function key(name: string): string {
  return words(name).join("");
}

function singular(word: string): string {
  return word.replace(/s$/, "");
}

function placesOf<Item>(items: readonly Item[], test: (item: Item, place: number) => boolean): Set<number> {
  return new Set(items.flatMap((item, place) => (test(item, place) ? [place] : [])));
}
