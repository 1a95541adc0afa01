/** What each clause of a query asks of a paper. */

import { fold, words } from "../lib/fold.ts";
import { type Clause, parseYears } from "../query/parse.ts";
import type { Catalogue } from "./catalogue.ts";
import { lineage } from "./facets.ts";
import type { TextIndex } from "./text.ts";

export type Predicate = (paper: number) => boolean;

/** The test that a clause other than a plain word stands for. */
export function predicateOf(clause: Clause, catalogue: Catalogue, text: TextIndex): Predicate {
  const positive = positivePredicate(clause, catalogue, text);
  return clause.negated ? (paper) => !positive(paper) : positive;
}

function positivePredicate(clause: Clause, catalogue: Catalogue, text: TextIndex): Predicate {
  const { papers } = catalogue;
  if (clause.type === "arxiv" || clause.type === "doi") {
    const column = papers[clause.type];
    return (paper) => column[paper]?.toLowerCase() === clause.value;
  }
  if (clause.type !== "field") return (paper) => text.hasPhrase(paper, clause.value);
  switch (clause.field) {
    case "author":
      return byAuthor(clause.value, text);
    case "venue":
      return byVenue(clause.value, catalogue);
    case "year":
      return byYear(clause.value, catalogue);
    case "has":
      return byFlag(clause.value, catalogue);
    case "kind":
      return (paper) => catalogue.kinds[papers.kind[paper] ?? -1] === fold(clause.value);
    case "title":
      return byTitle(clause.value, catalogue);
    default:
      return byTopic(clause.value, clause.field === "topic" ? null : (clause.field ?? null), catalogue);
  }
}

function byAuthor(value: string, text: TextIndex): Predicate {
  const asked = words(value);
  return (paper) => text.hasAuthor(paper, asked);
}

/** The venue of that key or short name; otherwise those whose full name has the words. */
function byVenue(value: string, catalogue: Catalogue): Predicate {
  const asked = fold(value);
  const exact = placesOf(catalogue.venues, (venue) => venue.id === asked || fold(venue.short) === asked);
  const found =
    exact.size > 0
      ? exact
      : placesOf(catalogue.venues, (venue) => fold(`${venue.short} ${venue.name}`).includes(asked));
  return (paper) => found.has(catalogue.papers.venue[paper] ?? -1);
}

function byYear(value: string, catalogue: Catalogue): Predicate {
  const years = parseYears(value);
  return (paper) => {
    const year = catalogue.papers.year[paper] ?? 0;
    return years !== null && year > 0 && years.from <= year && year <= years.to;
  };
}

function byFlag(value: string, catalogue: Catalogue): Predicate {
  const asked = singular(fold(value));
  const place = catalogue.flags.findIndex((flag) => singular(flag) === asked);
  const bit = place < 0 ? 0 : 1 << place;
  return (paper) => ((catalogue.papers.flags[paper] ?? 0) & bit) !== 0;
}

function byTitle(value: string, catalogue: Catalogue): Predicate {
  const phrase = ` ${words(value).join(" ")} `;
  return (paper) => ` ${words(catalogue.papers.title[paper] ?? "").join(" ")} `.includes(phrase);
}

/** The term of that identifier, name or alias, or else those whose name has the words; with the terms below. */
function byTopic(value: string, axis: string | null, catalogue: Catalogue): Predicate {
  const slash = value.indexOf("/");
  const asked = words(value.slice(slash + 1)).join(" ");
  const only = slash < 0 ? axis : fold(value.slice(0, slash));
  const axes = catalogue.axes.filter((one) => only === null || one.id === only);
  const named = (test: (name: string) => boolean): Predicate[] =>
    axes.flatMap(({ id, terms }) => {
      const found = placesOf(terms, (term) =>
        [term.id, term.name, ...term.aliases].some((name) => test(words(name).join(" "))),
      );
      const topics = catalogue.papers.topics[id] ?? [];
      return found.size === 0
        ? []
        : [(paper) => (topics[paper] ?? []).some((term) => lineage(terms, term).some((one) => found.has(one)))];
    });
  const exact = named((name) => name === asked);
  const found = exact.length > 0 ? exact : named((name) => name.includes(asked));
  return (paper) => found.some((predicate) => predicate(paper));
}

function singular(word: string): string {
  return word.replace(/s$/, "");
}

function placesOf<Item>(items: readonly Item[], test: (item: Item) => boolean): Set<number> {
  return new Set(items.flatMap((item, place) => (test(item) ? [place] : [])));
}
