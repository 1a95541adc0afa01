/** The files that a choice of papers is exported to. */

import type { Row } from "../engine/catalogue.ts";
import type { Citations } from "./cited.ts";
import { csv } from "./csv.ts";
import type { Entry } from "./reading-list.ts";
import { pageOf } from "./root.ts";

export type Paper = { readonly row: Row; /** What the reader says of it, on a reading list. */ readonly entry?: Entry };

type Format = {
  readonly file: string;
  readonly type: string;
  readonly write: (papers: readonly Paper[], citations: Citations, root: URL) => Promise<string>;
};

const cited =
  (pick: "bibtex" | "ris"): Format["write"] =>
  async (papers, citations) =>
    (await citations.of(papers.map(({ row }) => row.id))).map((one) => `${one[pick].trim()}\n`).join("\n");

export const FORMATS = {
  bibtex: { file: "papers.bib", type: "application/x-bibtex", write: cited("bibtex") },
  ris: { file: "papers.ris", type: "application/x-research-info-systems", write: cited("ris") },
  csl: {
    file: "papers.json",
    type: "application/vnd.citationstyles.csl+json",
    write: async (papers, citations) => {
      const items = await citations.of(papers.map(({ row }) => row.id));
      return `${JSON.stringify(
        items.map((one) => one.csl),
        null,
        1,
      )}\n`;
    },
  },
  csv: { file: "papers.csv", type: "text/csv", write: async (papers, _, root) => table(papers, root) },
  markdown: { file: "papers.md", type: "text/markdown", write: async (papers, _, root) => markdown(papers, root) },
} as const satisfies Record<string, Format>;

export type FormatName = keyof typeof FORMATS;

export function isFormat(name: string): name is FormatName {
  return Object.hasOwn(FORMATS, name);
}

/** Names of columns with what stands in them. Those that `kbgen export --format csv` has as well are named alike. */
const COLUMNS: Readonly<Record<string, (row: Row, root: URL) => string>> = {
  id: (row) => row.id,
  title: (row) => row.title,
  authors: (row) => row.authors.join("; "),
  year: (row) => String(row.year || ""),
  venue_label: (row) => row.venue,
  status: (row) => row.status.replaceAll("-", " "),
  kind: (row) => row.kind,
  topics: (row) => row.topics.map(({ axis, id }) => `${axis}:${id}`).join("; "),
  introduces: (row) => row.introduces.join("; "),
  uses: (row) => row.uses.join("; "),
  arxiv: (row) => row.arxiv,
  doi: (row) => row.doi,
  code: (row) => row.code,
  cited_here: (row) => String(row.cited || ""),
  citations: (row) => (row.citations < 0 ? "" : String(row.citations)),
  stars: (row) => (row.stars < 0 ? "" : String(row.stars)),
  added: (row) => row.added,
  page: (row, root) => pageOf(root, "papers", row.id),
};

function table(papers: readonly Paper[], root: URL): string {
  const own = papers.some(({ entry }) => entry);
  const rows = papers.map(({ row, entry }) => [
    ...Object.values(COLUMNS).map((value) => value(row, root)),
    ...(own ? [entry?.status ?? "", entry?.note ?? ""] : []),
  ]);
  return csv([[...Object.keys(COLUMNS), ...(own ? ["my_status", "my_note"] : [])], ...rows]);
}

function markdown(papers: readonly Paper[], root: URL): string {
  return papers
    .map(({ row, entry }) => {
      const by = [row.authors.join(", "), row.venue].filter(Boolean).join(". ");
      const box = entry ? `[${entry.status === "read" ? "x" : " "}] ` : "";
      const note = entry?.note ? `\n${entry.note.replace(/^/gm, "  > ")}` : "";
      return `- ${box}[${escaped(row.title)}](<${pageOf(root, "papers", row.id)}>)${by ? ` ${escaped(by)}.` : ""}${note}\n`;
    })
    .join("");
}

/** Text of which Markdown makes nothing but text. */
function escaped(text: string): string {
  return text.replace(/[\\`*_[\]<>|~$#]/g, "\\$&").replaceAll("&", "&amp;");
}
