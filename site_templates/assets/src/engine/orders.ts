/** The orders in which papers stand. Each is worked out once, when it is first asked for. */

import { breath } from "./breath.ts";
import type { Catalogue } from "./catalogue.ts";
import type { Sort } from "./state.ts";

type Order = Exclude<Sort, "relevance">;
type Compare = (a: number, b: number) => number;

export class Orders {
  readonly #compare: Readonly<Record<Order, Compare>>;
  readonly #sorted = new Map<Order, Int32Array>();
  readonly #papers: number;
  /** The place of each paper among all, by title; worked out when first needed. */
  #byTitle: Int32Array | null = null;

  constructor(catalogue: Catalogue) {
    const { title: titles, year, cited, citations, stars, added } = catalogue.papers;
    this.#papers = titles.length;
    const title: Compare = (a, b) => {
      this.#byTitle ??= ranksByTitle(titles);
      return (this.#byTitle[a] ?? 0) - (this.#byTitle[b] ?? 0);
    };
    // The order of the catalogue.
    const newest: Compare = (a, b) => a - b;
    /** The largest first; what is not known (0 or -1) is less than anything and comes last. */
    const most =
      (column: readonly number[]): Compare =>
      (a, b) =>
        (column[b] ?? 0) - (column[a] ?? 0) || newest(a, b);
    this.#compare = {
      newest,
      // Papers of unknown year come last, whichever way the years run.
      oldest: (a, b) => (year[a] || 9999) - (year[b] || 9999) || title(a, b),
      title,
      cited: most(cited),
      citations: most(citations),
      stars: most(stars),
      added: most(added),
    };
  }

  /** Work out all orders before they are asked for. */
  async prepare(): Promise<void> {
    for (const order of Object.keys(this.#compare)) {
      await breath();
      this.#all(order as Order);
    }
  }

  /** Some of the papers in an order: walking through all is quicker than sorting some. */
  sorted(order: Order, papers: readonly number[]): number[] {
    const wanted = new Uint8Array(this.#papers);
    for (const paper of papers) wanted[paper] = 1;
    const found: number[] = [];
    for (const paper of this.#all(order)) if (wanted[paper]) found.push(paper);
    return found;
  }

  /** The papers that the scores know best first; among equals the newest. */
  byScore(scores: ReadonlyMap<number, number>, papers: readonly number[]): number[] {
    const newest = this.sorted("newest", papers);
    return newest.sort((a, b) => (scores.get(b) ?? 0) - (scores.get(a) ?? 0));
  }

  #all(order: Order): Int32Array {
    let sorted = this.#sorted.get(order);
    if (!sorted) {
      sorted = Int32Array.from({ length: this.#papers }, (_, paper) => paper).sort(this.#compare[order]);
      this.#sorted.set(order, sorted);
    }
    return sorted;
  }
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
