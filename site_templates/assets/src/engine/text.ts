/** Search by words: tolerant of typos, accents and hyphens, with a work's name before works that mention it. */

import MiniSearch, { type Query, type SearchResult } from "minisearch";
import { fold, haystack, words } from "../lib/fold.ts";
import { Beginnings } from "./beginnings.ts";
import { breath } from "./breath.ts";
import { authorsOf, type Catalogue } from "./catalogue.ts";
import { documentOf, FIELDS, searchable, tokens, type Document } from "./words.ts";
import { nearest } from "./suggest.ts";

/** Words that say nothing of a paper; they are asked for only where the query has no others. */
const STOP_WORDS = new Set("a an and at by for from in into of on or the to via with".split(" "));

const BOOST = { title: 4, names: 5, authors: 3, topics: 1.5, venue: 1 };

export type TextMatch = {
  /** Relevance by paper, in no unit; only the order matters. */
  readonly scores: ReadonlyMap<number, number>;
  /** True where no paper has all the words, so that papers with some of them are given. */
  readonly relaxed: boolean;
};

/** How long, in milliseconds, papers are read before something else may happen. */
const SLICE = 3;
/** Words up to this length are only looked up: too many words begin with them to be weighed. */
const SHORT = 2;

export class TextIndex {
  readonly #index: MiniSearch<Document>;
  readonly #catalogue: Catalogue;
  readonly #haystacks: string[] = [];
  /** The names of each paper's authors, joined by "|". */
  readonly #authors: string[] = [];
  /** What a work is called, folded and without spaces: its code's name, the head of its title before a colon. */
  readonly #names: string[][] = [];
  readonly #titles: string[] = [];
  readonly #titleWords: string[] = [];
  readonly #beginnings = new Beginnings(SHORT);
  readonly #cited: readonly number[];
  /** Every word of a paper, with how often it occurs. */
  readonly #occurs = new Map<string, number>();
  #vocabulary: string[] = [];
  #common: string[] | null = null;
  /** Settles when all papers are read; until then none is found. */
  readonly ready: Promise<void>;

  constructor(catalogue: Catalogue) {
    this.#catalogue = catalogue;
    this.#cited = catalogue.papers.cited;
    this.#index = new MiniSearch<Document>({ fields: [...FIELDS], tokenize: tokens });
    this.ready = this.#read();
  }

  async #read(): Promise<void> {
    let since = -Infinity;
    for (let paper = 0; paper < this.#catalogue.papers.id.length; paper += 1) {
      if (performance.now() - since >= SLICE) {
        await breath();
        since = performance.now();
      }
      this.#add(paper);
    }
    this.#vocabulary = [...this.#occurs.keys()].sort();
  }

  #add(paper: number): void {
    const document = documentOf(this.#catalogue, paper);
    this.#index.add(document);
    for (const field of FIELDS) {
      const inTitle = field === "title" || field === "names";
      for (const word of tokens(document[field], field)) {
        this.#occurs.set(word, (this.#occurs.get(word) ?? 0) + 1);
        this.#beginnings.add(word, paper, inTitle);
      }
    }
    this.#haystacks.push(FIELDS.flatMap((field) => searchable(document[field])).join("|"));
    this.#authors.push(authorsOf(this.#catalogue, paper).map(haystack).join("|"));
    this.#titleWords.push(haystack(document.title));
    this.#titles.push(words(document.title).join(""));
    const names = [document.names, ...titleHead(document.title)];
    this.#names.push([...new Set(names.map((name) => words(name).join("")))].filter(Boolean));
  }

  /** Papers that have all these words, each in any field, misspelt where the catalogue knows no such word. */
  search(query: readonly string[]): TextMatch {
    const spoken = query.filter((word) => !STOP_WORDS.has(fold(word)));
    const asked = spoken.length > 0 ? spoken : query;
    const all = this.#scores(asked, "AND");
    if (all.size > 0 || asked.length < 2) return { scores: all, relaxed: false };
    const some = this.#scores(asked, "OR");
    return { scores: some, relaxed: some.size > 0 };
  }

  /** Whether a paper's words hold those of a haystack next to each other and in this order. */
  hasPhrase(paper: number, phrase: string): boolean {
    return (this.#haystacks[paper] ?? "").includes(phrase);
  }

  /** The same for the words of its title alone. */
  hasInTitle(paper: number, phrase: string): boolean {
    return (this.#titleWords[paper] ?? "").includes(phrase);
  }

  /** Whether these words each begin a word of one author's name. */
  hasAuthor(paper: number, asked: readonly string[]): boolean {
    const names = this.#authors[paper] ?? "";
    const inOne = (text: string): boolean => asked.every((word) => text.includes(` ${word}`));
    return inOne(names) && (asked.length === 1 || names.split("|").some(inOne));
  }

  /** The word that no paper has, as the nearest that one has is written; null for a word that some paper has. */
  nearestWord(word: string): string | null {
    const parts = words(word);
    const [asked = ""] = parts;
    if (parts.length !== 1 || asked.length <= SHORT || this.#isPrefix(asked) || /^\d+$/.test(asked)) return null;
    // Of words that are equally near, the one that occurs most often is likeliest meant.
    this.#common ??= [...this.#occurs].sort((a, b) => b[1] - a[1]).map(([known]) => known);
    return nearest(asked, this.#common);
  }

  #scores(query: readonly string[], combineWith: "AND" | "OR"): Map<number, number> {
    const folded = query.map((word) => ({ word, parts: words(word) }));
    const isShort = ({ parts }: { parts: string[] }): boolean => parts.length === 1 && (parts[0] ?? "").length <= SHORT;
    const long = folded.filter((one) => !isShort(one)).map(({ word }) => word);
    const short = folded.filter(isShort).map(({ parts }) => this.#beginnings.find(parts[0] ?? ""));
    const found = long.length > 0 ? this.#weighed(long, combineWith) : null;
    const joined = folded.flatMap(({ parts }) => parts).join("");
    const scores = new Map<number, number>();
    const take = (paper: number, score: number): void => {
      const more = short.map((papers) => papers.get(paper) ?? 0);
      if (combineWith === "AND" && more.includes(0)) return;
      const weight = more.reduce((sum, one) => sum + one, score) * (1 + 0.05 * Math.log1p(this.#cited[paper] ?? 0));
      scores.set(paper, this.#tier(paper, joined) * 1e6 + weight);
    };
    if (found) for (const { id, score } of found) take(Number(id), score);
    else for (const paper of short[0]?.keys() ?? []) take(paper, 0);
    // A name that merely contains the word ("Audioclip" for "clip") is no word of the index.
    if (query.length === 1 && joined.length >= 4) {
      this.#names.forEach((names, paper) => {
        if (!scores.has(paper) && names.some((name) => name.includes(joined))) {
          scores.set(paper, this.#tier(paper, joined) * 1e6);
        }
      });
    }
    return scores;
  }

  #weighed(query: readonly string[], combineWith: "AND" | "OR"): SearchResult[] {
    const tree: Query = { combineWith, queries: query.map((word) => this.#wordQuery(word)) };
    return this.#index.search(tree, { boost: BOOST });
  }

  /** How directly the query names the work: 4 its whole title, 3 its name, 2 the end or start of its name. */
  #tier(paper: number, joined: string): number {
    const title = this.#titles[paper] ?? "";
    const names = this.#names[paper] ?? [];
    if (title === joined) return 4;
    if (names.includes(joined) || (joined.length >= 20 && title.startsWith(joined))) return 3;
    if (joined.length >= 4 && names.some((name) => name.endsWith(joined) || name.startsWith(joined))) return 2;
    return 0;
  }

  /** "multi-modal" is also written "multimodal": either will do. */
  #wordQuery(word: string): Query {
    const parts = words(word);
    const single = (term: string): Query => ({ queries: [term], ...this.#tolerance(term) });
    if (parts.length <= 1) return single(parts[0] ?? "");
    const apart: Query = { combineWith: "AND", queries: parts.map(single) };
    return { combineWith: "OR", queries: [apart, { queries: [parts.join("")], prefix: true, fuzzy: false }] };
  }

  /** A word that begins a known word is taken as typed; otherwise one typing error in short, two in longer words. */
  #tolerance(term: string): { prefix: boolean; fuzzy: number | false; maxFuzzy?: number } {
    const prefix = term.length >= 2;
    if (/^\d+$/.test(term) || term.length < 3 || this.#isPrefix(term)) return { prefix, fuzzy: false };
    return { prefix, fuzzy: term.length > 5 ? 2 : 1, maxFuzzy: 2 };
  }

  #isPrefix(term: string): boolean {
    let low = 0;
    let high = this.#vocabulary.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#vocabulary[middle] ?? "") < term) low = middle + 1;
      else high = middle;
    }
    return (this.#vocabulary[low] ?? "").startsWith(term);
  }
}

/** The name a title begins with ("CLIP4Clip: An Empirical Study …"), where it is written as one word. */
function titleHead(title: string): string[] {
  const head = /^([^:\s]{2,40}):\s/.exec(title)?.[1];
  return head === undefined ? [] : [head];
}
