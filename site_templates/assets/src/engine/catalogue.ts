/** The catalogue as the build writes it: columns, one element a paper, newest first (see kbgen/views/site/catalogue.py). */

/** The form of the catalogue that these scripts read. */
export const VERSION = 3;

export type Catalogue = {
  readonly version: typeof VERSION;
  /** Names of the bits of `papers.flags`, lowest first. */
  readonly flags: readonly string[];
  readonly kinds: readonly string[];
  readonly statuses: readonly string[];
  readonly venues: readonly Venue[];
  readonly axes: readonly { readonly id: string; readonly name: string; readonly terms: readonly Term[] }[];
  /** The terms of datasets' families. */
  readonly families: readonly Term[];
  /** `family` is an index of `families`, or -1. */
  readonly datasets: readonly { readonly id: string; readonly name: string; readonly family: number }[];
  readonly sources: readonly string[];
  /** From ids that records had before to those they have. */
  readonly aliases: Readonly<Record<string, string>>;
  readonly papers: {
    readonly id: readonly string[];
    readonly title: readonly string[];
    /** Full names, a line each. */
    readonly authors: readonly string[];
    /** 0 where unknown. */
    readonly year: readonly number[];
    /** Index of `venues`, or -1. */
    readonly venue: readonly number[];
    readonly track: readonly string[];
    readonly kind: readonly number[];
    readonly flags: readonly number[];
    /** A day as the number 20261120, or 0. */
    readonly added: readonly number[];
    readonly arxiv: readonly string[];
    readonly doi: readonly string[];
    /** Address of the first code link, or "". */
    readonly code: readonly string[];
    /** How many papers of the knowledge base cite it. */
    readonly cited: readonly number[];
    /** How many works anywhere cite it, as a service counts them, and the stars of its code; -1 where unknown. */
    readonly citations: readonly number[];
    readonly stars: readonly number[];
    /** Index of `statuses`, or -1. */
    readonly status: readonly number[];
    /** Indices of `datasets`: each dataset of a paper stands in one of these. */
    readonly introduces: readonly (readonly number[])[];
    readonly uses: readonly (readonly number[])[];
    readonly reports: readonly (readonly number[])[];
    /** Indices of `sources`. */
    readonly sources: readonly (readonly number[])[];
    /** By axis, for each paper the terms it carries itself, as indices of the axis's terms. */
    readonly topics: Readonly<Record<string, readonly (readonly number[])[]>>;
  };
};

export type Venue = {
  readonly id: string;
  readonly short: string;
  readonly name: string;
  readonly kind: string;
  readonly aliases: readonly string[];
};

export type Term = {
  readonly id: string;
  readonly name: string;
  readonly aliases: readonly string[];
  /** Index of the broader term in the same axis, or -1. */
  readonly parent: number;
};

/** One paper as the list shows it, free of the catalogue's indices. */
export type Row = {
  readonly id: string;
  readonly title: string;
  readonly authors: readonly string[];
  /** Venue, year and track in words. */
  readonly venue: string;
  /** The venue's full name and what it is ("journal"), or "". */
  readonly venueName: string;
  readonly venueKind: string;
  /** 0 where unknown. */
  readonly year: number;
  /** What became of the paper, or "". */
  readonly status: string;
  readonly topics: readonly { readonly axis: string; readonly id: string; readonly name: string }[];
  readonly kind: string;
  /** Address of its code, or "". */
  readonly code: string;
  readonly flags: readonly string[];
  /** Names of datasets. */
  readonly introduces: readonly string[];
  readonly uses: readonly string[];
  readonly reports: readonly string[];
  readonly cited: number;
  /** -1 where unknown. */
  readonly citations: number;
  readonly stars: number;
  /** "2026-11-20", or "". */
  readonly added: string;
  readonly arxiv: string;
  readonly doi: string;
};

/** The row of the paper at a place of the catalogue. */
export function rowOf(catalogue: Catalogue, paper: number): Row {
  const { papers } = catalogue;
  const bits = papers.flags[paper] ?? 0;
  const venue = catalogue.venues[papers.venue[paper] ?? -1];
  return {
    id: papers.id[paper] ?? "",
    title: papers.title[paper] ?? "",
    authors: authorsOf(catalogue, paper),
    venue: venueLabel(catalogue, paper),
    venueName: venue?.name ?? "",
    venueKind: venue?.kind ?? "",
    topics: catalogue.axes.flatMap((axis) =>
      (papers.topics[axis.id]?.[paper] ?? []).flatMap((place) => {
        const term = axis.terms[place];
        return term ? [{ axis: axis.id, id: term.id, name: term.name }] : [];
      }),
    ),
    kind: catalogue.kinds[papers.kind[paper] ?? -1] ?? "",
    code: papers.code[paper] ?? "",
    flags: catalogue.flags.filter((_, bit) => (bits & (1 << bit)) !== 0),
    year: papers.year[paper] ?? 0,
    status: catalogue.statuses[papers.status[paper] ?? -1] ?? "",
    introduces: datasetNames(catalogue, papers.introduces[paper]),
    uses: datasetNames(catalogue, papers.uses[paper]),
    reports: datasetNames(catalogue, papers.reports[paper]),
    cited: papers.cited[paper] ?? 0,
    citations: papers.citations[paper] ?? -1,
    stars: papers.stars[paper] ?? -1,
    added: dayOf(papers.added[paper] ?? 0),
    arxiv: papers.arxiv[paper] ?? "",
    doi: papers.doi[paper] ?? "",
  };
}

function datasetNames(catalogue: Catalogue, places: readonly number[] = []): string[] {
  return places.map((place) => catalogue.datasets[place]?.name ?? "");
}

function dayOf(number: number): string {
  return number > 0 ? String(number).replace(/^(\d{4})(\d\d)(\d\d)$/, "$1-$2-$3") : "";
}

/** The full names of a paper's authors. */
export function authorsOf(catalogue: Catalogue, paper: number): string[] {
  const names = catalogue.papers.authors[paper] ?? "";
  return names ? names.split("\n") : [];
}

/** Venue, year and track in words, as every list shows them: "ICCV 2017 (workshop)". */
function venueLabel(catalogue: Catalogue, paper: number): string {
  const { venue, year, track } = catalogue.papers;
  const inTrack = track[paper] ? `(${track[paper].replaceAll("-", " ")})` : "";
  return [catalogue.venues[venue[paper] ?? -1]?.short, year[paper], inTrack].filter(Boolean).join(" ");
}

/** The name a code repository gives a work ("CLIP" for https://github.com/openai/CLIP), or "". */
export function repositoryName(address: string): string {
  return (
    /^https?:\/\/(?:www\.)?(?:github|gitlab|bitbucket)\.\w+\/[^/]+\/([^/#?]+)/
      .exec(address)?.[1]
      ?.replace(/\.git$/, "") ?? ""
  );
}
