/** What surrounds a paper, as the page carries it. */

import { _ } from "../lib/words.ts";

export const RELATIONS = ["this", "cites", "cited", "both", "further"] as const;
export type Relation = (typeof RELATIONS)[number];

/** What each relation is called, in the legend and in details. */
export const WORDS: Record<Relation, string> = {
  this: _("this paper"),
  cites: _("cites this paper"),
  cited: _("cited by this paper"),
  both: _("cites this paper and is cited by it"),
  further: _("two citations away"),
};

export interface Neighbour {
  /** Its place among all, the paper in the middle being 0. */
  readonly id: number;
  readonly title: string;
  readonly authors: string;
  readonly year: number | null;
  readonly url: string;
  readonly relation: Relation;
  /** Where it stands in the picture; `placed` by hand it stays there. */
  x: number;
  y: number;
  placed: boolean;
}

export interface Neighbourhood {
  readonly papers: readonly Neighbour[];
  /** The citing paper first. */
  readonly citations: readonly (readonly [number, number])[];
}

interface Carried {
  readonly papers: readonly (readonly [string, string, number | null, string, Relation])[];
  readonly citations: readonly (readonly [number, number])[];
}

/** Read what the page carries as JSON. */
export function neighbourhoodOf(text: string): Neighbourhood {
  const carried = JSON.parse(text) as Carried;
  return {
    papers: carried.papers.map(([title, authors, year, url, relation], id) => ({
      id,
      title,
      authors,
      year,
      url,
      relation,
      x: 0,
      y: 0,
      placed: false,
    })),
    citations: carried.citations,
  };
}

/** The part within so many citations of the paper in the middle, of papers since a year or without one. */
export function within(all: Neighbourhood, depth: number, since: number): Neighbourhood {
  const papers = all.papers.filter(
    ({ relation, year }) =>
      relation === "this" || ((depth > 1 || relation !== "further") && (year === null || year >= since)),
  );
  const shown = new Set(papers.map(({ id }) => id));
  return { papers, citations: all.citations.filter(([from, to]) => shown.has(from) && shown.has(to)) };
}

/** The first and last year of the papers around the one in the middle, where they differ. */
export function yearsOf({ papers }: Neighbourhood): [number, number] | null {
  const years = papers.flatMap(({ relation, year }) => (year === null || relation === "this" ? [] : [year]));
  const first = Math.min(...years);
  const last = Math.max(...years);
  return first < last ? [first, last] : null;
}
