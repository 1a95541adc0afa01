/** The rows of the comparison: what is known of each paper, thing by thing. A row that no paper fills is left out. */

import { authorsOf, type Catalogue, rowOf } from "../engine/catalogue.ts";
import { said, shortAuthors } from "../lib/labels.ts";
import { _, number } from "../lib/words.ts";
import { type ComparisonData, type Data, held, type Result } from "./data.ts";

/** One thing in a cell. `path` leads to a page of this site, `href` elsewhere; `note` says where it is stated. */
export type Part = {
  readonly text: string;
  readonly note?: string;
  readonly path?: readonly string[];
  readonly href?: string;
};

/** What is known of one paper; nothing where it is empty. */
export type Cell = readonly Part[];

export type Row = {
  readonly name: string;
  readonly cells: readonly Cell[];
  /** Whether the papers differ in it. */
  readonly differs: boolean;
};

export type Paper = {
  readonly id: string;
  readonly title: string;
  /** "Radford et al. 2021" */
  readonly short: string;
};

/** A paper as the head of its column. */
export function paperOf({ catalogue }: Data, place: number): Paper {
  const { id, title, year } = catalogue.papers;
  const short = [shortAuthors(authorsOf(catalogue, place)), year[place] || ""].filter(Boolean).join(" ");
  return { id: id[place] ?? "", title: title[place] ?? "", short };
}

/** All rows of some papers, each a place in the catalogue. */
export function rowsOf(data: Data, papers: readonly number[]): Row[] {
  const { catalogue, compared } = data;
  const ids = papers.map((place) => catalogue.papers.id[place] ?? "");
  const known = papers.map((place) => rowOf(catalogue, place));
  const uses = (isIt: (role: string) => boolean): Cell[] =>
    ids.map((id) =>
      (held(compared.uses, id) ?? [])
        .filter(([, role]) => isIt(role))
        .map(([dataset, role, detail]) => ({
          ...datasetPart(compared, dataset, ["introduces", "uses"].includes(role) ? "" : ` (${said(role)})`),
          note: detail,
        })),
    );
  const rows: (readonly [string, readonly Cell[]])[] = [
    [_("Venue and year"), known.map(({ venue }) => texts([venue]))],
    [_("Authors"), known.map(({ authors }) => texts([shortAuthors(authors)]))],
    [_("Kind"), known.map(({ kind }) => texts([said(kind)]))],
    [_("Status"), ids.map((id) => texts([said(held(compared.status, id) ?? "")]))],
    ...catalogue.axes.map((axis) => [axis.name, papers.map((place) => terms(catalogue, axis.id, place))] as const),
    ...noteRows(compared, ids),
    [_("Datasets introduced"), uses((role) => role === "introduces")],
    [_("Datasets used"), uses((role) => role !== "introduces")],
    ...resultRows(compared, ids),
    [_("Code"), known.map(({ code }) => (/^https?:/.test(code) ? [{ text: bare(code), href: code }] : []))],
    [
      _("Cited by papers here"),
      papers.map((place) => texts([catalogue.papers.cited[place] ? number(catalogue.papers.cited[place]) : ""])),
    ],
    [_("Identifiers"), papers.map((place) => identifiers(catalogue, place))],
  ];
  return rows
    .filter(([, cells]) => cells.some((cell) => cell.length > 0))
    .map(([name, cells]) => ({ name, cells, differs: new Set(cells.map(signature)).size > 1 }));
}

/** What a cell says, whatever the order. */
function signature(cell: Cell): string {
  return JSON.stringify(cell.map(({ text }) => text).sort());
}

/** The texts that every cell of a row has. */
export function shared(cells: readonly Cell[]): ReadonlySet<string> {
  const [first = [], ...others] = cells.map((cell) => cell.map(({ text }) => text));
  return new Set(first.filter((text) => others.every((other) => other.includes(text))));
}

function texts(them: readonly string[]): Cell {
  return them.filter(Boolean).map((text) => ({ text }));
}

function terms(catalogue: Catalogue, axis: string, paper: number): Cell {
  const all = catalogue.axes.find(({ id }) => id === axis)?.terms ?? [];
  return (catalogue.papers.topics[axis]?.[paper] ?? []).flatMap((place) => {
    const term = all[place];
    return term ? [{ text: term.name, path: ["topics", axis, term.id] }] : [];
  });
}

function datasetPart({ datasets }: ComparisonData, place: number, role = ""): Part {
  const { id = "", name = "" } = datasets[place] ?? {};
  return { text: `${name}${role}`, path: ["datasets", id] };
}

/** A row for each heading of the reading notes, those of one kind ("Architecture: …") together. */
function noteRows({ notes }: ComparisonData, ids: readonly string[]): (readonly [string, readonly Cell[]])[] {
  const all = ids.map((id) => held(notes, id) ?? []);
  const headings = new Set(all.flatMap((them) => them.map(([heading]) => heading)));
  const kinds = [...new Set([...headings].map(kindOf))];
  const together = [...headings].sort((one, other) => kinds.indexOf(kindOf(one)) - kinds.indexOf(kindOf(other)));
  return together.map(
    (heading) =>
      [heading, all.map((them) => texts(them.flatMap(([of, words]) => (of === heading ? [words] : []))))] as const,
  );
}

function kindOf(heading: string): string {
  return heading.split(":")[0] ?? heading;
}

/** A row for each dataset, task, metric and unit that one of the papers reports on, what more of them report first. */
function resultRows(compared: ComparisonData, ids: readonly string[]): (readonly [string, readonly Cell[]])[] {
  const keyOf = ([dataset, task, metric, , unit]: Result): string =>
    JSON.stringify([compared.datasets[dataset]?.name, task, metric, unit].map((one) => one?.toLowerCase()));
  const all = ids.map((id) => held(compared.results, id) ?? []);
  const first = new Map<string, Result>();
  for (const result of all.flat()) if (!first.has(keyOf(result))) first.set(keyOf(result), result);
  const rows = [...first].map(([key, [dataset, task, metric, , unit]]) => {
    const of = [compared.datasets[dataset]?.name ?? "", task].filter(Boolean).join(", ");
    const cells = all.map((results) =>
      results
        .filter((result) => keyOf(result) === key)
        .map(([, , , value, , model, source]) => ({
          text: unit ? `${value} ${unit}` : value,
          note: [model, source].filter(Boolean).join(", "),
        })),
    );
    return { key, row: [`${of}: ${metric}`, cells] as const, papers: cells.filter((cell) => cell.length > 0).length };
  });
  return rows.sort((a, b) => b.papers - a.papers || (a.key < b.key ? -1 : 1)).map(({ row }) => row);
}

function identifiers({ papers }: Catalogue, place: number): Cell {
  const { arxiv, doi } = papers;
  return [
    ...(arxiv[place] ? [{ text: `arXiv:${arxiv[place]}`, href: `https://arxiv.org/abs/${arxiv[place]}` }] : []),
    ...(doi[place] ? [{ text: `doi:${doi[place]}`, href: `https://doi.org/${encodeURI(doi[place])}` }] : []),
  ];
}

function bare(address: string): string {
  return address.replace(/^https?:\/\/(?:www\.)?/, "").replace(/\/$/, "");
}
