/** Which papers a state asks for, and how many each option of each facet would leave. */

import type { Clause } from "../query/parse.ts";
import type { Catalogue } from "./catalogue.ts";
import { isPlainWord } from "./chips.ts";
import { type Predicate, predicateOf } from "./clauses.ts";
import type { FacetColumn } from "./facets.ts";
import { knownNumber, RANGE_IDS, within } from "./ranges.ts";
import type { State } from "./state.ts";
import type { TextIndex, TextMatch } from "./text.ts";

export type Matches = {
  readonly papers: readonly number[];
  readonly scores: ReadonlyMap<number, number> | null;
  /** No paper has all the words; these have some. */
  readonly relaxed: boolean;
};

/** By facet, for each of its options: the papers left if it were (also) chosen. */
export type Counts = Readonly<Record<string, readonly number[]>>;

/** The options of one facet that papers must and may not have. */
type Asked = {
  readonly column: number;
  readonly wanted: readonly number[];
  readonly unwanted: readonly number[];
  readonly all: boolean;
};

export class Matcher {
  readonly #catalogue: Catalogue;
  readonly #columns: readonly FacetColumn[];
  readonly #text: TextIndex;
  /** The last answers to words: choosing an option asks the same words again. */
  readonly #searched = new Map<string, TextMatch>();
  /** What the last clauses say of each paper, as far as it was asked: while one types, the others stay. */
  readonly #tested = new Map<string, Predicate>();

  constructor(catalogue: Catalogue, columns: readonly FacetColumn[], text: TextIndex) {
    this.#catalogue = catalogue;
    this.#columns = columns;
    this.#text = text;
  }

  match(state: State, clauses: readonly Clause[]): Matches {
    const papers: number[] = [];
    const found = this.#walk(state, clauses, this.#asked(state), (paper, failing) => {
      if (failing === NONE) papers.push(paper);
    });
    return { papers, scores: found?.scores ?? null, relaxed: found?.relaxed ?? false };
  }

  /** How many papers a state asks for, and how many each option would leave. */
  count(state: State, clauses: readonly Clause[]): { total: number; counts: Counts } {
    const asked = this.#asked(state);
    const counts = this.#columns.map(({ facet }) => new Array<number>(facet.options.length).fill(0));
    let total = 0;
    this.#walk(state, clauses, asked, (paper, failing) => {
      if (failing === NONE) total += 1;
      this.#count(paper, failing, asked, counts);
    });
    return {
      total,
      counts: Object.fromEntries(this.#columns.map(({ facet }, column) => [facet.id, counts[column] ?? []])),
    };
  }

  /** Visit the papers that lack the chosen options of one column (`failing`) or of none; tell what the words found. */
  #walk(
    state: State,
    clauses: readonly Clause[],
    asked: readonly Asked[],
    visit: (paper: number, failing: number) => void,
  ): TextMatch | null {
    const found = this.#search(clauses.filter(isPlainWord).flatMap((clause) => clause.values));
    const tests = [...this.#ofClauses(clauses), ...this.#ofRanges(state)];
    const consider = (paper: number): void => {
      for (const test of tests) if (!test(paper)) return;
      const failing = this.#failing(paper, asked);
      if (failing !== MORE_THAN_ONE) visit(paper, failing);
    };
    if (found) for (const paper of found.scores.keys()) consider(paper);
    else for (let paper = 0; paper < this.#catalogue.papers.id.length; paper += 1) consider(paper);
    return found;
  }

  #search(words: readonly string[]): TextMatch | null {
    if (words.length === 0) return null;
    return kept(this.#searched, words.join(" "), () => this.#text.search(words));
  }

  #ofClauses(clauses: readonly Clause[]): Predicate[] {
    return clauses
      .filter((clause) => !isPlainWord(clause))
      .map((clause) => {
        const { type, field, negated, values } = clause;
        const test = (): Predicate => remembered(predicateOf(clause, this.#catalogue, this.#text), this.#catalogue);
        return kept(this.#tested, JSON.stringify([type, field, negated, values]), test);
      });
  }

  #ofRanges(state: State): ((paper: number) => boolean)[] {
    return RANGE_IDS.flatMap((id) => {
      const range = state.ranges[id];
      return range ? [(paper: number) => within(range, knownNumber(this.#catalogue, id, paper))] : [];
    });
  }

  #asked(state: State): Asked[] {
    return this.#columns.flatMap(({ facet, place }, column) => {
      const places = (values: readonly string[] = []): number[] => values.map((value) => place.get(value) ?? -1);
      const wanted = places(state.chosen[facet.id]);
      const unwanted = places(state.excluded[facet.id]);
      const all = facet.mode === "all" && !state.any.includes(facet.id);
      return wanted.length + unwanted.length > 0 ? [{ column, wanted, unwanted, all }] : [];
    });
  }

  /** The column whose chosen options a paper lacks. One that has an excluded option fails altogether. */
  #failing(paper: number, asked: readonly Asked[]): number {
    let failing = NONE;
    for (const { column, wanted, unwanted, all } of asked) {
      const has = this.#columns[column]?.options[paper] ?? [];
      if (unwanted.some((one) => has.includes(one))) return MORE_THAN_ONE;
      if (wanted.length === 0) continue;
      const passes = all ? wanted.every((one) => has.includes(one)) : wanted.some((one) => has.includes(one));
      if (passes) continue;
      if (failing !== NONE) return MORE_THAN_ONE;
      failing = column;
    }
    return failing;
  }

  #count(paper: number, failing: number, asked: readonly Asked[], counts: readonly number[][]): void {
    // An option of an "any" facet widens its own facet, so papers that fail only there count for it.
    if (failing !== NONE) {
      if (asked.some(({ column, all }) => column === failing && all)) return;
      this.#add(paper, failing, counts);
      return;
    }
    for (let column = 0; column < this.#columns.length; column += 1) this.#add(paper, column, counts);
  }

  #add(paper: number, column: number, counts: readonly number[][]): void {
    const count = counts[column];
    if (!count) return;
    for (const option of this.#columns[column]?.options[paper] ?? []) count[option] = (count[option] ?? 0) + 1;
  }
}

const KEPT = 8;
const NONE = -1;
const MORE_THAN_ONE = -2;

/** What was made of a key, made now if it was not; only of the last few keys it is kept. */
function kept<Value>(values: Map<string, Value>, key: string, make: () => Value): Value {
  const value = values.get(key) ?? make();
  if (values.size >= KEPT) values.clear();
  values.set(key, value);
  return value;
}

/** A test that is made of each paper once. */
function remembered(test: Predicate, { papers }: Catalogue): Predicate {
  const known = new Int8Array(papers.id.length);
  return (paper) => {
    if (known[paper] === 0) known[paper] = test(paper) ? 1 : -1;
    return known[paper] === 1;
  };
}
