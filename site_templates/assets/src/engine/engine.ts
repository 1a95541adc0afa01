/** Answers what a reader asks of the catalogue: which papers, in which order, and how many each option would leave. */

import { type Clause, parseQuery } from "../query/parse.ts";
import { type Catalogue, type Row, rowOf } from "./catalogue.ts";
import { type Chip, chipsOf, isPlainWord, removable } from "./chips.ts";
import { valuesOf } from "./clauses.ts";
import { type Facet, type FacetColumn, facetColumns } from "./facets.ts";
import { type Counts, type Matches, Matcher } from "./match.ts";
import { Orders } from "./orders.ts";
import { type RangeFacet, rangeFacets } from "./ranges.ts";
import { breath } from "./breath.ts";
import { EMPTY, shownSort, type State } from "./state.ts";
import { nearest } from "./suggest.ts";
import { TextIndex } from "./text.ts";

export type { Chip } from "./chips.ts";

export type Answer = {
  readonly total: number;
  readonly page: number;
  readonly pages: number;
  readonly rows: readonly Row[];
  readonly chips: readonly Chip[];
  /** No paper has all the words; these have some. */
  readonly relaxed: boolean;
};

/** Where a reader can go from an answer. */
export type Ways = {
  readonly counts: Counts;
  /** Words that no paper has, written as some paper has them, and how many papers that would find. */
  readonly suggestion: Suggestion | null;
  /** Where nothing matches: what taking one filter off would give, the largest first. */
  readonly remedies: readonly { readonly chip: Chip; readonly total: number }[];
};

export type Suggestion = { readonly text: string; readonly total: number; readonly state: State };

/** How many titles are typed for practice, and how far. */
const SAMPLES = 4;
const LETTERS = 8;

export class Engine {
  readonly catalogue: Catalogue;
  readonly #columns: readonly FacetColumn[];
  readonly #text: TextIndex;
  readonly #matcher: Matcher;
  readonly #orders: Orders;
  readonly #axes: readonly string[];
  readonly #places: ReadonlyMap<string, number>;

  constructor(catalogue: Catalogue) {
    this.catalogue = catalogue;
    this.#axes = catalogue.axes.map((axis) => axis.id);
    this.#columns = facetColumns(catalogue);
    this.#text = new TextIndex(catalogue);
    this.#matcher = new Matcher(catalogue, this.#columns, this.#text);
    this.#orders = new Orders(catalogue);
    this.ready = this.#text.ready.then(() => this.#orders.prepare());
    this.#places = new Map(catalogue.papers.id.map((id, paper) => [id, paper]));
  }

  get facets(): readonly Facet[] {
    return this.#columns.map((column) => column.facet);
  }

  get ranges(): readonly RangeFacet[] {
    return rangeFacets(this.catalogue);
  }

  /** How many papers there are. */
  get total(): number {
    return this.catalogue.papers.id.length;
  }

  /** Settles when all papers can be found by their words. */
  readonly ready: Promise<void>;

  /** Settles when a question can be answered: one without words at once. */
  async readyFor({ text }: State): Promise<void> {
    if (text.trim() !== "") await this.ready;
  }

  /** One page of the papers a state asks for. A page beyond the last is the last. */
  answer(state: State, pageSize: number): Answer {
    const clauses = this.#parse(state.text);
    const matches = this.#matcher.match(state, clauses);
    const total = matches.papers.length;
    const pages = Math.max(1, Math.ceil(total / pageSize));
    const page = Math.min(state.page, pages);
    const shown = this.#sorted(matches, state).slice((page - 1) * pageSize, page * pageSize);
    return {
      total,
      page,
      pages,
      rows: shown.map((paper) => rowOf(this.catalogue, paper)),
      chips: chipsOf(state, clauses, this.#columns),
      relaxed: matches.relaxed,
    };
  }

  /** What other questions would give. To find it takes longer than to answer. */
  ways(state: State): Ways {
    const clauses = this.#parse(state.text);
    const { total, counts } = this.#matcher.count(state, clauses);
    return {
      counts,
      suggestion: this.#suggestion(state, clauses),
      remedies: total > 0 ? [] : this.#remedies(state, clauses),
    };
  }

  /**
   * Answer questions that nobody asked, a few titles letter by letter, when all papers are read: the browser compiles what
   * runs often, and the reader's own first questions would take several times as long as later ones.
   */
  async practise(): Promise<void> {
    await this.ready;
    const { title: titles } = this.catalogue.papers;
    for (let sample = 0; sample < SAMPLES; sample += 1) {
      const title = titles[Math.floor((sample * titles.length) / SAMPLES)] ?? "";
      for (let letters = 1; letters <= Math.min(title.length, LETTERS); letters += 1) {
        await breath();
        this.answer({ ...EMPTY, text: title.slice(0, letters) }, 1);
      }
    }
  }

  /** Every paper a state asks for, in order. */
  all(state: State): string[] {
    const found = this.#sorted(this.#matcher.match(state, this.#parse(state.text)), state);
    return found.map((paper) => this.catalogue.papers.id[paper] ?? "");
  }

  /** The rows of papers by their identifiers, of which former ones are known too; of unknown ones there is none. */
  rows(ids: readonly string[]): Row[] {
    return ids.flatMap((id) => {
      const paper = this.#places.get(this.catalogue.aliases[id] ?? id) ?? this.#places.get(id);
      return paper === undefined ? [] : [rowOf(this.catalogue, paper)];
    });
  }

  #parse(text: string): Clause[] {
    return parseQuery(text, this.#axes);
  }

  #sorted({ papers, scores }: Matches, state: State): number[] {
    const sort = shownSort(state);
    if (sort !== "relevance") return this.#orders.sorted(sort, papers);
    return scores ? this.#orders.byScore(scores, papers) : this.#orders.sorted("newest", papers);
  }

  /** The query with each word that no paper has, and each value that names nothing, replaced by the nearest there is. */
  #suggestion(state: State, clauses: readonly Clause[]): Suggestion | null {
    let text = state.text;
    for (const clause of [...clauses].reverse()) {
      const better = this.#better(clause);
      if (better) text = `${text.slice(0, clause.start)}${better}${text.slice(clause.end)}`;
    }
    if (text === state.text) return null;
    const suggested = { ...state, text, page: 1 };
    const { papers, relaxed } = this.#matcher.match(suggested, this.#parse(text));
    return papers.length > 0 && !relaxed ? { text, total: papers.length, state: suggested } : null;
  }

  #better(clause: Clause): string | null {
    if (isPlainWord(clause)) return this.#text.nearestWord(clause.values[0] ?? "");
    const [value = ""] = clause.values;
    if (clause.type !== "field" || clause.values.length > 1) return null;
    const known = valuesOf(clause.field, value, this.catalogue);
    const found = known ? nearest(value.toLowerCase(), known) : null;
    return found && `${clause.negated ? "-" : ""}${clause.field}:${found}`;
  }

  #remedies(state: State, clauses: readonly Clause[]): Ways["remedies"] {
    return removable(state, clauses, this.#columns)
      .map((chip) => ({
        chip,
        total: this.#matcher.match(chip.without, this.#parse(chip.without.text)).papers.length,
      }))
      .filter((remedy) => remedy.total > 0)
      .sort((a, b) => b.total - a.total);
  }
}
