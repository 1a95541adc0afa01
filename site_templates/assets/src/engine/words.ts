/** The words of a paper by which it is found. */

import { haystack, nameParts, words } from "../lib/fold.ts";
import { authorsOf, type Catalogue, repositoryName } from "./catalogue.ts";

export const FIELDS = ["title", "names", "authors", "topics", "venue"] as const;
export type Document = { id: number } & Record<(typeof FIELDS)[number], string>;

export function documentOf(catalogue: Catalogue, paper: number): Document {
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
export function searchable(text: string): string[] {
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
export function tokens(text: string, field?: string): string[] {
  const plain = words(text);
  if (field === undefined) return plain;
  const parts = field === "title" || field === "names" ? text.split(/\s+/).flatMap(nameParts) : [];
  return [...plain, ...hyphenated(text), ...parts.filter((part) => !plain.includes(part))];
}
