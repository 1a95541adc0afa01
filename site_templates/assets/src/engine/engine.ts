/** Answers what a reader asks of the catalogue: which papers, in which order, and how many each option would leave. */

import { type Clause, parseQuery, withoutClause } from "../query/parse.ts";
import { type Catalogue, type Row, rowOf } from "./catalogue.ts";
import { type Predicate, predicateOf } from "./clauses.ts";
import { type Facet, type FacetColumn, facetColumns } from "./facets.ts";
import { shownSort, type State, toggle } from "./state.ts";
import { TextIndex } from "./text.ts";

/** A filter that is on, in words, with the state a reader gets by taking it off. */
export type Chip = { readonly name: string; readonly value: string; readonly without: State };

export type Answer = {
  readonly total: number;
  readonly page: number;
  readonly pages: number;
  readonly rows: readonly Row[];
  /** By facet, for each of its options: the papers left if it were (also) chosen. */
  readonly counts: Readonly<Record<string, readonly number[]>>;
  readonly chips: readonly Chip[];
  /** No paper has all the words; these have some. */
  readonly relaxed: boolean;
  /** Where nothing matches: what taking one filter off would give, the largest first. */
  readonly remedies: readonly { readonly chip: Chip; readonly total: number }[];
};

type Matches = {
  readonly papers: readonly number[];
  readonly counts: Record<string, number[]>;
  readonly scores: ReadonlyMap<number, number> | null;
  readonly relaxed: boolean;
};

export class Engine {
  readonly catalogue: Catalogue;
  readonly #columns: readonly FacetColumn[];
  readonly #text: TextIndex;
  readonly #byTitle: Int32Array;

  constructor(catalogue: Catalogue) {
    this.catalogue = catalogue;
    this.#columns = facetColumns(catalogue);
    this.#text = new TextIndex(catalogue);
    this.#byTitle = ranksByTitle(catalogue.papers.title);
  }

  get facets(): readonly Facet[] {
    return this.#columns.map((column) => column.facet);
  }

  /** One page of the papers a state asks for. A page beyond the last is the last. */
  answer(state: State, pageSize: number): Answer {
    const matches = this.#match(state);
    const chips = this.#chips(state);
    const total = matches.papers.length;
    const pages = Math.max(1, Math.ceil(total / pageSize));
    const page = Math.min(state.page, pages);
    const shown = this.#sorted(matches, state).slice((page - 1) * pageSize, page * pageSize);
    return {
      total,
      page,
      pages,
      rows: shown.map((paper) => rowOf(this.catalogue, paper)),
      counts: matches.counts,
      chips,
      relaxed: matches.relaxed,
      remedies: total > 0 ? [] : this.#remedies(chips),
    };
  }

  /** Every paper a state asks for, in order. */
  all(state: State): number[] {
    return this.#sorted(this.#match(state), state);
  }

  #parse(text: string): Clause[] {
    return parseQuery(
      text,
      this.catalogue.axes.map((axis) => axis.id),
    );
  }

  #match(state: State): Matches {
    const clauses = this.#parse(state.text);
    const plain = clauses.filter(isPlainWord);
    const predicates: Predicate[] = clauses
      .filter((clause) => !isPlainWord(clause))
      .map((clause) => predicateOf(clause, this.catalogue, this.#text));
    const found = plain.length > 0 ? this.#text.search(plain.flatMap((clause) => clause.values)) : null;

    const chosen = this.#columns.map(({ facet, place }) =>
      (state.chosen[facet.id] ?? []).map((value) => place.get(value) ?? -1),
    );
    const counts = this.#columns.map(({ facet }) => new Array<number>(facet.options.length).fill(0));
    const papers: number[] = [];
    for (let paper = 0; paper < this.catalogue.papers.id.length; paper += 1) {
      if (found && !found.scores.has(paper)) continue;
      if (!predicates.every((predicate) => predicate(paper))) continue;
      const failing = this.#failing(paper, chosen);
      if (failing.length > 1) continue;
      if (failing.length === 0) papers.push(paper);
      this.#columns.forEach(({ facet, options }, column) => {
        // An option of an "any" facet widens its own facet, so papers that fail only there count for it.
        if (failing.length === 1 && (failing[0] !== column || facet.mode === "all")) return;
        const count = counts[column];
        for (const option of options[paper] ?? []) if (count) count[option] = (count[option] ?? 0) + 1;
      });
    }
    return {
      papers,
      counts: Object.fromEntries(this.#columns.map(({ facet }, column) => [facet.id, counts[column] ?? []])),
      scores: found?.scores ?? null,
      relaxed: found?.relaxed ?? false,
    };
  }

  /** The columns whose chosen options a paper does not satisfy. */
  #failing(paper: number, chosen: readonly (readonly number[])[]): number[] {
    const failing: number[] = [];
    for (let column = 0; column < this.#columns.length; column += 1) {
      const wanted = chosen[column] ?? [];
      if (wanted.length === 0) continue;
      const has = this.#columns[column]?.options[paper] ?? [];
      const mode = this.#columns[column]?.facet.mode;
      const passes =
        mode === "all" ? wanted.every((one) => has.includes(one)) : wanted.some((one) => has.includes(one));
      if (!passes) failing.push(column);
    }
    return failing;
  }

  #sorted({ papers, scores }: Matches, state: State): number[] {
    const { year, cited } = this.catalogue.papers;
    const title = (a: number, b: number): number => (this.#byTitle[a] ?? 0) - (this.#byTitle[b] ?? 0);
    const newest = (a: number, b: number): number => (year[b] ?? 0) - (year[a] ?? 0) || title(a, b);
    const orders: Record<State["sort"], (a: number, b: number) => number> = {
      relevance: (a, b) => (scores?.get(b) ?? 0) - (scores?.get(a) ?? 0) || newest(a, b),
      newest,
      // Papers of unknown year come last, whichever way the years run.
      oldest: (a, b) => (year[a] || 9999) - (year[b] || 9999) || title(a, b),
      title,
      cited: (a, b) => (cited[b] ?? 0) - (cited[a] ?? 0) || newest(a, b),
    };
    return [...papers].sort(orders[shownSort(state)]);
  }

  #chips(state: State): Chip[] {
    const fromFacets = this.#columns.flatMap(({ facet, place }) =>
      (state.chosen[facet.id] ?? []).map((value) => ({
        name: facet.name,
        value: facet.options[place.get(value) ?? -1]?.label ?? value,
        without: toggle(state, facet.id, value),
      })),
    );
    const fromText = this.#parse(state.text)
      .filter((clause) => !isPlainWord(clause))
      .map((clause) => ({
        name: `${clause.negated ? "Not " : ""}${NAMES[clause.field || clause.type] ?? clause.field}`,
        value: clause.type === "phrase" ? `“${clause.values[0]}”` : clause.values.join(" or "),
        without: { ...state, text: withoutClause(state.text, clause), page: 1 },
      }));
    return [...fromText, ...fromFacets];
  }

  #remedies(chips: readonly Chip[]): Answer["remedies"] {
    return chips
      .map((chip) => ({ chip, total: this.#match(chip.without).papers.length }))
      .filter((remedy) => remedy.total > 0)
      .sort((a, b) => b.total - a.total);
  }
}

const NAMES: Readonly<Record<string, string>> = { phrase: "words", word: "word", arxiv: "arXiv", doi: "DOI" };

function isPlainWord(clause: Clause): boolean {
  return clause.type === "word" && !clause.negated;
}

function ranksByTitle(titles: readonly string[]): Int32Array {
  const { compare } = new Intl.Collator("en", { numeric: true, sensitivity: "base", ignorePunctuation: true });
  const order = titles.map((_, paper) => paper).sort((a, b) => compare(titles[a] ?? "", titles[b] ?? "") || a - b);
  const ranks = new Int32Array(titles.length);
  order.forEach((paper, rank) => {
    ranks[paper] = rank;
  });
  return ranks;
}
