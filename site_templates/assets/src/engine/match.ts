/** Which papers a state asks for, and how many each option of each facet would leave. */

import type { Clause } from "../query/parse.ts";
import type { Catalogue } from "./catalogue.ts";
import { isPlainWord } from "./chips.ts";
import { predicateOf } from "./clauses.ts";
import type { FacetColumn } from "./facets.ts";
import { knownNumber, RANGE_IDS, within } from "./ranges.ts";
import type { State } from "./state.ts";
import type { TextIndex, TextMatch } from "./text.ts";

export type Matches = {
  readonly papers: readonly number[];
  /** By facet, for each of its options: the papers left if it were (also) chosen. */
  readonly counts: Readonly<Record<string, readonly number[]>>;
  readonly scores: ReadonlyMap<number, number> | null;
  /** No paper has all the words; these have some. */
  readonly relaxed: boolean;
};

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

  constructor(catalogue: Catalogue, columns: readonly FacetColumn[], text: TextIndex) {
    this.#catalogue = catalogue;
    this.#columns = columns;
    this.#text = text;
  }

  match(state: State, clauses: readonly Clause[]): Matches {
    const found = this.#search(clauses.filter(isPlainWord).flatMap((clause) => clause.values));
    const tests = [...this.#ofClauses(clauses), ...this.#ofRanges(state)];
    const asked = this.#asked(state);
    const counts = this.#columns.map(({ facet }) => new Array<number>(facet.options.length).fill(0));
    const papers: number[] = [];
    const consider = (paper: number): void => {
      for (const test of tests) if (!test(paper)) return;
      const failing = this.#failing(paper, asked);
      if (failing === MORE_THAN_ONE) return;
      if (failing === NONE) papers.push(paper);
      this.#count(paper, failing, asked, counts);
    };
    if (found) for (const paper of found.scores.keys()) consider(paper);
    else for (let paper = 0; paper < this.#catalogue.papers.id.length; paper += 1) consider(paper);
    return {
      papers,
      counts: Object.fromEntries(this.#columns.map(({ facet }, column) => [facet.id, counts[column] ?? []])),
      scores: found?.scores ?? null,
      relaxed: found?.relaxed ?? false,
    };
  }

  #search(words: readonly string[]): TextMatch | null {
    if (words.length === 0) return null;
    const joined = words.join(" ");
    const found = this.#searched.get(joined) ?? this.#text.search(words);
    if (this.#searched.size >= KEPT) this.#searched.clear();
    this.#searched.set(joined, found);
    return found;
  }

  #ofClauses(clauses: readonly Clause[]): ((paper: number) => boolean)[] {
    return clauses
      .filter((clause) => !isPlainWord(clause))
      .map((clause) => predicateOf(clause, this.#catalogue, this.#text));
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
