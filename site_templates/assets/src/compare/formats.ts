/** The comparison as Markdown, LaTeX and CSV. Whatever stands in a record stays text there. */

import { csv } from "../lib/csv.ts";
import { _ } from "../lib/words.ts";
import { type Grid, laidOut } from "./grid.ts";
import type { Cell, Part } from "./rows.ts";

/** Where a paper can be read, and its citation key; "" where there is none. */
export type Known = { readonly address: (id: string) => string; readonly key: (id: string) => string };

/** A table of GitHub's Markdown; titles are links. */
export function markdown(grid: Grid, known: Known): string {
  const rows = laidOut(grid, {
    corner: grid.turn ? _("Paper") : " ",
    paper: ({ id, title, short }) => `${markdownLink(title, known.address(id))}${short ? ` (${plain(short)})` : ""}`,
    name: ({ name }) => plain(name),
    cell: (cell) => inOne(cell, (part) => `${markdownLink(part.text, part.href ?? "")}${noteOf(part, plain)}`, "–"),
  });
  const [head = [], ...body] = rows.map((cells) => `| ${cells.join(" | ")} |`);
  return `${[head, `|${" --- |".repeat(rows[0]?.length ?? 1)}`, ...body].join("\n")}\n`;
}

/** A table for the booktabs package, in UTF-8. */
export function latex(grid: Grid, known: Known): string {
  const rows = laidOut(grid, {
    corner: grid.turn ? _("Paper") : "",
    paper: ({ id, title }) => `${tex(title)}${known.key(id) ? `~\\cite{${known.key(id)}}` : ""}`,
    name: ({ name }) => tex(name),
    cell: (cell) => inOne(cell, (part) => `${tex(part.text)}${noteOf(part, tex)}`, "--"),
  });
  const keys = _("\\cite takes the keys of the BibTeX of these papers.");
  const caption = _("Comparison of papers. Results are as the papers report them.");
  const columns = Math.max(1, (rows[0]?.length ?? 1) - 1);
  const width = (0.8 / columns).toFixed(3);
  const [head = "", ...body] = rows.map((cells) => `${cells.join(" & ")} \\\\`);
  return `${[
    `% \\usepackage{booktabs}; ${keys}`,
    "\\begin{table}",
    "\\centering",
    "\\small",
    `\\begin{tabular}{p{0.18\\linewidth}*{${columns}}{p{${width}\\linewidth}}}`,
    "\\toprule",
    head,
    "\\midrule",
    ...body,
    "\\bottomrule",
    "\\end{tabular}",
    `\\caption{${tex(caption)}}`,
    "\\end{table}",
  ].join("\n")}\n`;
}

/** A table for spreadsheets; a cell of which nothing is known is empty. */
export function table(grid: Grid): string {
  return csv(
    laidOut(grid, {
      corner: grid.turn ? _("Paper") : "",
      paper: ({ title }) => title,
      name: ({ name }) => name,
      cell: (cell) => inOne(cell, (part) => `${part.text}${noteOf(part, (text) => text)}`, ""),
    }),
  );
}

function inOne(cell: Cell, write: (part: Part) => string, none: string): string {
  return cell.length > 0 ? cell.map(write).join("; ") : none;
}

function noteOf({ note }: Part, write: (text: string) => string): string {
  return note ? ` (${write(note)})` : "";
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}

/** Text of which Markdown makes nothing but text: no mark-up, no link, no end of a cell. */
function plain(text: string): string {
  return oneLine(text)
    .replace(/[\\`*_{}[\]<>#|~!$&]/g, "\\$&")
    .replace(/:\/\//g, "\\://")
    .replace(/\bwww\./gi, (found) => found.replace(".", "\\."));
}

function markdownLink(text: string, address: string): string {
  if (!/^https?:/.test(address)) return plain(text);
  const target = address.replace(/[\s<>|\\]/g, encodeURIComponent);
  return `[${plain(text)}](<${target}>)`;
}

const TEX: Readonly<Record<string, string>> = {
  "\\": "\\textbackslash{}",
  "~": "\\textasciitilde{}",
  "^": "\\textasciicircum{}",
  "<": "\\textless{}",
  ">": "\\textgreater{}",
  // After the end of a row LaTeX would take a bracket for the space to leave.
  "[": "{[}",
  "]": "{]}",
};

/** Characters of which TeX makes another together with the next one: two hyphens would be a dash. */
const LIGATURES = /([-'`,])(?=\1)|[?!](?=`)/g;

/** Text of which TeX makes nothing but text. */
function tex(text: string): string {
  return oneLine(text)
    .normalize("NFC")
    .replace(/[\\~^<>[\]]|[{}%&#_$]/g, (found) => TEX[found] ?? `\\${found}`)
    .replace(LIGATURES, "$&{}");
}
