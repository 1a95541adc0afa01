/**
 * The query language of the search box: words, "exact words", -exclude, and fields such as author: or year:.
 * A clause knows where it stands in the text, so that a chip can take it out again.
 */

export const FIELDS = ["author", "venue", "year", "has", "topic", "kind", "title"] as const;

export type Clause = {
  readonly type: "word" | "phrase" | "field" | "arxiv" | "doi";
  /** The field's name, for a clause of type "field". */
  readonly field?: string;
  readonly value: string;
  readonly negated: boolean;
  readonly start: number;
  readonly end: number;
};

const TOKEN = /(?<negated>-)?(?:(?<field>[\p{L}_-]+):(?=\S))?(?:"(?<quoted>[^"]*)"?|(?<bare>[^\s"]+))/gu;
const ARXIV =
  /^(?:(?:https?:\/\/)?(?:[\w-]+\.)?arxiv\.org\/(?:abs|pdf|html|format)\/|arxiv:|(?:https?:\/\/)?(?:dx\.)?(?:doi\.org\/)?10\.48550\/arxiv\.)?(?<id>\d{4}\.\d{4,5}|[a-z-]+(?:\.[a-z]{2})?\/\d{7})(?:v\d+)?(?:\.pdf)?(?:[?#].*)?$/i;
const DOI = /^(?:(?:https?:\/\/)?(?:dx\.)?doi\.org\/|doi:)?(?<doi>10\.\d{4,9}\/\S+)$/i;

/** Read a query. `axes` are the names of further fields: the axes of the taxonomy. Any text is a query. */
export function parseQuery(text: string, axes: readonly string[] = []): Clause[] {
  const fields = new Set<string>([...FIELDS, ...axes]);
  return [...text.matchAll(TOKEN)].flatMap((match) => readToken(match, fields));
}

function readToken(match: RegExpMatchArray, fields: ReadonlySet<string>): Clause[] {
  const start = match.index ?? 0;
  const place = { start, end: start + match[0].length };
  const { negated: minus, field, quoted, bare } = match.groups ?? {};
  const negated = minus !== undefined;
  const whole = (negated ? match[0].slice(1) : match[0]).trim();
  const work = quoted === undefined ? readIdentifier(whole) : null;
  if (work) return [{ ...work, negated, ...place }];

  const name = field?.toLowerCase();
  const value = (quoted ?? bare ?? "").trim();
  if (name !== undefined && fields.has(name)) {
    return value ? [{ type: "field", field: name, value, negated, ...place }] : [];
  }
  if (quoted !== undefined) {
    const phrase = field === undefined ? value : `${field} ${value}`;
    return phrase ? [{ type: "phrase", value: phrase, negated, ...place }] : [];
  }
  return /[\p{L}\p{N}]/u.test(whole) ? [{ type: "word", value: whole, negated, ...place }] : [];
}

/** A pasted arXiv identifier, DOI, or address of either. */
export function readIdentifier(text: string): { type: "arxiv" | "doi"; value: string } | null {
  const trimmed = text.trim().replace(/[.,;)]+$/, "");
  const arxiv = ARXIV.exec(trimmed)?.groups?.id;
  if (arxiv) return { type: "arxiv", value: arxiv.toLowerCase() };
  const doi = DOI.exec(trimmed)?.groups?.doi;
  return doi ? { type: "doi", value: doi.toLowerCase() } : null;
}

/** The query without one of its clauses. */
export function withoutClause(text: string, clause: Clause): string {
  return `${text.slice(0, clause.start)} ${text.slice(clause.end)}`.replace(/\s+/g, " ").trim();
}

/** An inclusive range of years: "2020", "2020..2022", "2020-2022", "2020..", "..2019"; null where it is none. */
export function parseYears(value: string): { from: number; to: number } | null {
  const match = /^(?<from>\d{4})?(?<dots>\.\.|-|–)?(?<to>\d{4})?$/.exec(value.trim());
  if (!match?.groups) return null;
  const { from, dots, to } = match.groups;
  if (from === undefined && to === undefined) return null;
  if (dots === undefined) return from !== undefined && to === undefined ? { from: +from, to: +from } : null;
  return { from: from === undefined ? 0 : +from, to: to === undefined ? 9999 : +to };
}
