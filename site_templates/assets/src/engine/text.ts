/** Search by words: tolerant of typos, accents and hyphens, with a work's name before works that mention it. */

import MiniSearch, { type Query } from "minisearch";
import { fold, haystack, nameParts, words } from "../lib/fold.ts";
import { authorsOf, type Catalogue, repositoryName } from "./catalogue.ts";

/** Words that say nothing of a paper; they are asked for only where the query has no others. */
const STOP_WORDS = new Set("a an and at by for from in into of on or the to via with".split(" "));

const FIELDS = ["title", "names", "authors", "topics", "venue"] as const;
type Document = { id: number } & Record<(typeof FIELDS)[number], string>;

const BOOST = { title: 4, names: 5, authors: 3, topics: 1.5, venue: 1 };

export type TextMatch = {
  /** Relevance by paper, in no unit; only the order matters. */
  readonly scores: ReadonlyMap<number, number>;
  /** True where no paper has all the words, so that papers with some of them are given. */
  readonly relaxed: boolean;
};

export class TextIndex {
  readonly #index: MiniSearch<Document>;
  readonly #haystacks: string[] = [];
  readonly #authors: string[][] = [];
  /** What a work is called, folded and without spaces: its code's name, the head of its title before a colon. */
  readonly #names: string[][] = [];
  readonly #titles: string[] = [];
  readonly #titleWords: string[] = [];
  readonly #cited: readonly number[];
  readonly #vocabulary: string[];

  constructor(catalogue: Catalogue) {
    const vocabulary = new Set<string>();
    this.#cited = catalogue.papers.cited;
    this.#index = new MiniSearch<Document>({
      fields: [...FIELDS],
      tokenize: (text, field) => tokens(text, field),
      processTerm: (term) => {
        vocabulary.add(term);
        return term;
      },
    });
    for (let paper = 0; paper < catalogue.papers.id.length; paper += 1) {
      const document = documentOf(catalogue, paper);
      this.#index.add(document);
      this.#haystacks.push(FIELDS.flatMap((field) => searchable(document[field])).join("|"));
      this.#authors.push(authorsOf(catalogue, paper).map(haystack));
      this.#titleWords.push(haystack(document.title));
      this.#titles.push(words(document.title).join(""));
      const names = [document.names, ...titleHead(document.title)];
      this.#names.push([...new Set(names.map((name) => words(name).join("")))].filter(Boolean));
    }
    this.#vocabulary = [...vocabulary].sort();
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
    return (this.#authors[paper] ?? []).some((name) => asked.every((word) => name.includes(` ${word}`)));
  }

  #scores(query: readonly string[], combineWith: "AND" | "OR"): Map<number, number> {
    const tree: Query = { combineWith, queries: query.map((word) => this.#wordQuery(word)) };
    const found = this.#index.search(tree, { boost: BOOST });
    const joined = query.map((word) => words(word).join("")).join("");
    const scores = new Map<number, number>();
    for (const { id, score } of found) {
      const paper = Number(id);
      scores.set(paper, this.#tier(paper, joined) * 1e6 + score * (1 + 0.05 * Math.log1p(this.#cited[paper] ?? 0)));
    }
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

function documentOf(catalogue: Catalogue, paper: number): Document {
  const { papers, venues } = catalogue;
  const venue = venues[papers.venue[paper] ?? -1];
  const topics = catalogue.axes.flatMap((axis) =>
    (papers.topics[axis.id]?.[paper] ?? []).flatMap((place) => {
      const term = axis.terms[place];
      return term ? [term.name] : [];
    }),
  );
  return {
    id: paper,
    title: papers.title[paper] ?? "",
    names: repositoryName(papers.code[paper] ?? ""),
    authors: authorsOf(catalogue, paper).join(" | "),
    topics: topics.join(" | "),
    venue: `${venue?.short ?? ""} ${venue?.name ?? ""} ${papers.year[paper] || ""}`,
  };
}

/** The words of each part of a text, hyphenated ones also as one word; no phrase reaches across parts. */
function searchable(text: string): string[] {
  return text.split(" | ").flatMap((part) => [haystack(part), ...hyphenated(part).map((word) => ` ${word} `)]);
}

/** The hyphenated words of a text, each written as one. */
function hyphenated(text: string): string[] {
  return text
    .split(/\s+/)
    .filter((word) => /[\p{L}\p{N}][-‐‑][\p{L}\p{N}]/u.test(word))
    .map((word) => words(word).join(""));
}

/** Folded words; titles and names also by the parts of compounds and by hyphenated words written as one. */
function tokens(text: string, field?: string): string[] {
  const plain = words(text);
  if (field === undefined) return plain;
  const parts = field === "title" || field === "names" ? text.split(/\s+/).flatMap(nameParts) : [];
  return [...plain, ...hyphenated(text), ...parts.filter((part) => !plain.includes(part))];
}

/** The name a title begins with ("CLIP4Clip: An Empirical Study …"), where it is written as one word. */
function titleHead(title: string): string[] {
  const head = /^([^:\s]{2,40}):\s/.exec(title)?.[1];
  return head === undefined ? [] : [head];
}
