/** Which papers have a word that begins with one or two given letters, looked up and not searched for. */

/** Weights that put a paper before others: the word itself, then words that begin so, those of titles first. */
const EXACT_IN_TITLE = 4;
const EXACT = 3;
const BEGINS_IN_TITLE = 2;
const BEGINS = 1;

export class Beginnings {
  readonly #letters: number;
  /** By word or beginning of a word, the weight of each paper that has it. */
  readonly #papers = new Map<string, Map<number, number>>();

  /** `letters` is the length of the longest beginning that can be looked up. */
  constructor(letters: number) {
    this.#letters = letters;
  }

  add(word: string, paper: number, inTitle: boolean): void {
    if (word.length <= this.#letters) this.#note(word, paper, inTitle ? EXACT_IN_TITLE : EXACT);
    if (word.length > 1) this.#note(word.slice(0, this.#letters), paper, inTitle ? BEGINS_IN_TITLE : BEGINS);
  }

  /** The papers that have a word of these letters; two letters may also begin a word, one letter is a word by itself. */
  find(letters: string): ReadonlyMap<number, number> {
    return this.#papers.get(letters) ?? NONE;
  }

  #note(letters: string, paper: number, weight: number): void {
    let papers = this.#papers.get(letters);
    if (!papers) this.#papers.set(letters, (papers = new Map()));
    if ((papers.get(paper) ?? 0) < weight) papers.set(paper, weight);
  }
}

const NONE: ReadonlyMap<number, number> = new Map();
